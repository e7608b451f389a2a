// The writer: any menu at all, written, is read back by a model of pekwm's parser as the same menu, in both
// generations.
#include "base/utf8.hpp"
#include "fuzz/fuzz.hpp"
#include "support/pekwm_model.hpp"

#include <deque>
#include <string>
#include <vector>

namespace {

using pekwm::Generation;

/// Builds a menu from an input: each part is a letter that says what comes, and a text.
class Builder {
  public:
    explicit Builder(std::string_view input) : parts_(input) {}

    std::vector<pekwm::Item> items(unsigned depth) {
        constexpr unsigned deepest = 40;
        std::vector<pekwm::Item> out;
        while (!parts_.atEnd()) {
            const std::string_view part = parts_.next();
            const char kind = part.empty() ? '}' : part.front();
            const std::string text(part.substr(part.empty() ? 0 : 1));
            if (kind == '}' && depth > 0) return out;
            if (kind == '{' && depth < deepest) {
                const std::string icon(parts_.next());
                out.emplace_back(pekwm::Submenu{text, icon, items(depth + 1)});
            } else if (kind == '-') {
                out.emplace_back(pekwm::Separator{});
            } else if (kind == '=') {
                out.emplace_back(pekwm::Header{text});
            } else if (kind == '<') {
                out.emplace_back(pekwm::Include{text});
            } else {
                out.emplace_back(entry(text));
            }
        }
        return out;
    }

  private:
    /// Its icon, then its arguments up to an empty part.
    pekwm::Entry entry(const std::string& title) {
        pekwm::Entry entry{title, std::string(parts_.next()), pekwm::Exec{}};
        std::vector<std::string_view>& argv = arguments_.emplace_back(1, "program");
        while (!parts_.atEnd()) {
            const std::string_view argument = parts_.next();
            if (argument.empty()) break;
            // One letter stands for the empty argument, which could not be told from the end.
            argv.push_back(argument == "e" ? std::string_view() : argument);
        }
        entry.action = pekwm::Exec{argv};
        return entry;
    }

    fuzz::Parts parts_;
    std::deque<std::vector<std::string_view>> arguments_; ///< what the entries refer to
};

/// What a menu looks like that was read back, and what it should look like.
class Comparison {
  public:
    explicit Comparison(Generation generation) : generation_(generation) {}

    void items(const std::vector<pekwm::Item>& wanted, const std::vector<support::ModelNode>& read) {
        std::size_t at = 0;
        if (!read.empty() && read.front().name == "Icon") ++at; // of the menu that they are in
        for (const pekwm::Item& item : wanted) {
            if (const auto* include = std::get_if<pekwm::Include>(&item);
                include != nullptr && !pekwm::canName(include->path))
                continue;
            fuzz::require(at < read.size(), "no item is lost");
            std::visit([&](const auto& one) { same(one, read[at]); }, item);
            ++at;
        }
        fuzz::require(at == read.size(), "no item is added");
    }

  private:
    void same(const pekwm::Submenu& wanted, const support::ModelNode& read) {
        fuzz::require(read.name == "Submenu", "a submenu is one");
        title(wanted.title, read.value);
        icon(wanted.icon, read.children.empty() || read.children.front().name != "Icon"
                              ? nullptr
                              : &read.children.front());
        items(wanted.items, read.children);
    }
    void same(const pekwm::Entry& wanted, const support::ModelNode& read) {
        fuzz::require(read.name == "Entry", "an entry is one");
        title(wanted.title, read.value);
        icon(wanted.icon, read.child("Icon"));
        fuzz::require(read.child("Actions") != nullptr, "an entry does something");
        const auto actions = support::splitActions(read.child("Actions")->value);
        fuzz::require(actions.size() == 1, "one action stays one");
        const auto argv = std::get<pekwm::Exec>(wanted.action).argv;
        fuzz::require(support::execArgv(actions[0], generation_) ==
                          std::vector<std::string>(argv.begin(), argv.end()),
                      "a program gets its arguments");
    }
    void same(const pekwm::Header& wanted, const support::ModelNode& read) {
        fuzz::require(read.name == "Entry" && read.child("Actions") != nullptr &&
                          read.child("Actions")->value == "None",
                      "a header does nothing");
        title(wanted.title, read.value);
    }
    static void same(const pekwm::Separator& /*wanted*/, const support::ModelNode& read) {
        fuzz::require(read.name == "Separator" && read.children.empty(), "a separator is one");
    }
    static void same(const pekwm::Include& wanted, const support::ModelNode& read) {
        fuzz::require(read.name == "INCLUDE" && read.value == wanted.path, "a path is included as it is");
    }

    static void icon(const std::string& wanted, const support::ModelNode* read) {
        const bool usable = !wanted.empty() && pekwm::canName(wanted);
        fuzz::require(usable == (read != nullptr), "an icon is there where it can be named");
        fuzz::require(!usable || read->value == wanted, "an icon's path is what it was");
    }

    void title(std::string_view wanted, std::string_view read) const {
        const std::string shown = support::shownTitle(read, generation_);
        fuzz::require(base::isValidUtf8(shown), "a title is UTF-8");
        for (const char c : shown)
            fuzz::require(static_cast<unsigned char>(c) >= ' ' && c != '\x7F',
                          "a title has no control characters");
        // The old generation shows what it is given, and the new one the same but for the one sign that it
        // lacks.
        std::string expected = pekwm::titleText(wanted, Generation::v0_1);
        if (generation_ == Generation::v0_2) {
            for (std::size_t at = expected.find('$'); at != std::string::npos; at = expected.find('$', at))
                expected.replace(at, 1, "\uFF04");
        }
        fuzz::require(shown == expected, "a title is shown as it is");
    }

    Generation generation_;
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view input = fuzz::textOf(data, size);
    if (input.find('\0') != std::string_view::npos) return 0; // what is started cannot hold one
    Builder builder(input);
    const std::vector<pekwm::Item> items = builder.items(0);
    for (const Generation generation : {Generation::v0_1, Generation::v0_2}) {
        Comparison(generation).items(items, support::readMenu(pekwm::write(items, generation), generation));

        pekwm::MenuFile file;
        file.comment = std::string(input.substr(0, input.find('\x1F')));
        file.root = {"Root", "", items};
        const auto nodes = support::readMenu(pekwm::write(file, generation), generation);
        fuzz::require(nodes.size() == 2 && nodes[0].name == "RootMenu" && nodes[1].name == "WindowMenu",
                      "there are two menus");
        Comparison(generation).items(items, nodes[0].children);
    }
    return 0;
}
