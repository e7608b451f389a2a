// One run: the menu is built, and what the command line asks for is done with it.
#pragma once

#include "base/diagnostics.hpp"
#include "base/file_tree.hpp"
#include "menu_icons.hpp"
#include "options.hpp"
#include "report.hpp"
#include "settings.hpp"
#include "to_pekwm.hpp"
#include "xdg/environment.hpp"
#include "xdg/menu_builder.hpp"

#include <memory>
#include <string>

namespace app {

class Generator {
  public:
    /// All that is passed must outlive the generator.
    Generator(const Options& options, const base::FileTree& files, const xdg::Environment& environment,
              const Settings& settings, base::Diagnostics& diagnostics, Reporter& reporter);

    /// Builds the menu. False where none can be made, which is reported.
    [[nodiscard]] bool build();
    /// The menu in the format that is wanted.
    [[nodiscard]] std::string render();
    /// Answers --check, --explain or --list-inputs; the exit status.
    [[nodiscard]] int answer();

    /// Whether another run would make the same of the same files.
    [[nodiscard]] bool isFinal() const { return icons_.isComplete(); }
    /// Pictures in the menu, and how many of them were not there before.
    [[nodiscard]] std::size_t pictures() const { return icons_.shown(); }
    [[nodiscard]] std::size_t picturesMade() const { return icons_.made(); }

  private:
    int explain();
    int listInputs();
    [[nodiscard]] std::string renderPekwm(const Labels& labels);
    [[nodiscard]] PekwmChoices choices();
    [[nodiscard]] std::vector<xdg::MenuItem> favourites();
    [[nodiscard]] pekwm::Generation generation() const;
    [[nodiscard]] Labels labels();

    const Options& options_;
    const xdg::Environment& environment_;
    const Settings& settings_;
    base::Diagnostics& diagnostics_;
    Reporter& reporter_;
    const base::FileTree& files_;
    xdg::ApplicationRules rules_;
    xdg::MenuSources sources_;
    xdg::DesktopFiles desktopFiles_;
    std::unique_ptr<xdg::BuiltMenu> menu_;
    MenuIcons icons_;
};

} // namespace app
