// One run: the menu is built, and what the command line asks for is done with it.
#pragma once

#include "base/diagnostics.hpp"
#include "base/file_tree.hpp"
#include "menu_icons.hpp"
#include "options.hpp"
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
    Generator(const Options& options, const xdg::Environment& environment, const Settings& settings,
              base::Diagnostics& diagnostics);

    /// The exit status.
    int run();

  private:
    int writeOutput();
    int writePekwm();
    int explain();
    int listInputs();
    [[nodiscard]] std::string renderPekwm(const Labels& labels);
    [[nodiscard]] PekwmChoices choices();
    [[nodiscard]] std::vector<xdg::MenuItem> favourites();
    [[nodiscard]] pekwm::Generation generation() const;
    [[nodiscard]] Labels labels();
    int cannotWrite(const std::string& path, const base::Error& error);

    const Options& options_;
    const xdg::Environment& environment_;
    const Settings& settings_;
    base::Diagnostics& diagnostics_;
    base::FileTree files_;
    xdg::ApplicationRules rules_;
    xdg::MenuSources sources_;
    xdg::DesktopFiles desktopFiles_;
    std::unique_ptr<xdg::BuiltMenu> menu_;
    MenuIcons icons_;
};

} // namespace app
