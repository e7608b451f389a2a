// A model of how pekwm reads a menu file, in both generations, written from its documented and measured
// behaviour. What the writer writes, this must read back as it was meant.
#pragma once

#include "pekwm/menu_file.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace support {

/// A section or an entry of the file: `name = "value" { children }`.
struct ModelNode {
    std::string name;
    std::string value;
    std::vector<ModelNode> children;

    [[nodiscard]] const ModelNode* child(std::string_view wanted) const {
        for (const ModelNode& node : children) {
            if (node.name == wanted) return &node;
        }
        return nullptr;
    }
};

/// Reads a whole file; throws std::runtime_error where pekwm would drop something.
[[nodiscard]] std::vector<ModelNode> readMenu(std::string_view text, pekwm::Generation generation);

/// The actions of an Actions value, as pekwm splits them.
[[nodiscard]] std::vector<std::string> splitActions(std::string_view value);

/// What a program is given for the action text "Exec ...": up to 0.1.18 by /bin/sh, later by pekwm itself.
/// Throws where the shell would see anything but words.
[[nodiscard]] std::vector<std::string> execArgv(std::string_view action, pekwm::Generation generation);

/// A title as 0.2 shows it: the first `_` is taken away.
[[nodiscard]] std::string shownTitle(std::string_view value, pekwm::Generation generation);

} // namespace support
