// The session that runs: hands the supervisor what happens, and does what it asks for.
#pragma once

#include "app/display_search.hpp"
#include "app/looks.hpp"
#include "app/options.hpp"
#include "app/preparation.hpp"
#include "app/programs.hpp"
#include "app/surroundings.hpp"
#include "supervisor/panel_refresh.hpp"
#include "supervisor/supervisor.hpp"
#include "sys/control_server.hpp"
#include "sys/event_loop.hpp"
#include "sys/keeper.hpp"
#include "sys/log.hpp"
#include "sys/signals.hpp"
#include "x11/desk.hpp"

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace app {

class Session {
  public:
    Session(const Options& options, Surroundings surroundings, sys::EventLoop loop, sys::Signals signals,
            sys::KeeperLine keeper);
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;
    ~Session();

    /// Runs until the end; gives the exit status. `diagnostics`: what was found when the surroundings were
    /// read.
    [[nodiscard]] int run(const base::Diagnostics& diagnostics);

  private:
    static constexpr const char* firstMenuName = "first-menu";
    using Unit = supervisor::Unit;
    using Level = supervisor::Level;

    // What happens (session.cpp)
    void tell(supervisor::Event event) { events_.push_back(std::move(event)); }
    void drain();
    void setTimer();
    void timeReached();
    void signalsCame();
    void reap();
    void displayReadable();
    void happened(x11::Happening happening);
    void menuChanged();
    void reloadMenu();
    void makeWmReload();
    void showMenu();
    enum class MenuIs : std::uint8_t { same, another, bad };
    [[nodiscard]] bool isFolderOurs();
    [[nodiscard]] MenuIs lookAtMenu();
    [[nodiscard]] bool newMenuThere();
    [[nodiscard]] bool newFolders();

    // What is to be done (session_actions.cpp)
    /// Whether there is one that is ours; what is to be set there is set when it becomes so.
    [[nodiscard]] bool hasDisplay() const { return desk_ && preparation_; }
    void perform(const supervisor::Action& action);
    void tryDisplay();
    void displayAnswered(x11::Probe probe);
    void prepareAll();
    void start(Unit unit, bool plain);
    [[nodiscard]] std::vector<std::string> commandOf(Unit unit) const;
    [[nodiscard]] std::string panelModule() const;
    [[nodiscard]] bool isPanelsWindow(const x11::WindowOwner& owner) const;
    void startAutostart();
    void startHelper(std::vector<std::string> argv);
    [[nodiscard]] bool startFirstMenu();
    void logNotes(std::string_view about);
    void renewWmConfiguration();
    void setKeyboard();
    void terminateAll(int number);
    void tellKeeper() const;
    void tellPanel(bool wanted, bool newFolder);
    void panelIsDeaf();
    void restartMenuServer();
    void refreshMenus();
    /// What is wrong with the configuration, for whoever asked for it; each line ends with a line break.
    std::string reload();

    // How it looks (session_look.cpp)
    [[nodiscard]] Screen screen() const;
    void tellDpi();
    void restartRunning(Unit unit);
    void drawBackground();
    void lookBackground();
    void drawPicture(std::vector<std::string> arguments);
    [[nodiscard]] bool isDrawing() const;
    void pictureDrawn(bool done);
    void writePanel();
    base::Result<void> applyLook();
    [[nodiscard]] std::string setTheme(const std::string& name);
    [[nodiscard]] std::string lookAtReload(const std::string& name) const;

    // What is asked (session_control.cpp)
    void openControl();
    [[nodiscard]] std::string answer(const std::string& request);
    std::string restart(Unit unit);
    [[nodiscard]] std::string statusText() const;
    [[nodiscard]] std::string statusJson() const;

    void openLog();
    void log(Level level, std::string_view unit, std::string_view text, std::optional<pid_t> pid = {},
             std::optional<std::chrono::milliseconds> taken = {});
    void log(const base::Diagnostics& diagnostics);

    Options options_;
    Surroundings surroundings_;
    base::FileTree files_;
    sys::Clock clock_;
    sys::Log log_{clock_};
    sys::EventLoop loop_;
    sys::Signals signals_;
    sys::KeeperLine keeper_;
    supervisor::Supervisor supervisor_;
    supervisor::PanelRefresh panelRefresh_;
    std::deque<supervisor::Event> events_;
    std::optional<int> exitStatus_;

    // From here on the order matters: what comes later goes first, the connection to the display last.
    std::unique_ptr<x11::Desk> desk_;
    std::optional<Preparation> preparation_;
    Programs programs_{clock_};
    DisplaySearch search_;
    std::unique_ptr<sys::ControlServer> control_;

    std::vector<std::string> missingFolders_;         ///< folders of applications that are not there yet
    std::string keyboard_;                            ///< the layout that was set last
    bool drawAgain_ = false;                          ///< the background is another than the one being drawn
    unsigned toldDpi_ = 0;                            ///< what toolkits were told by us; 0: nothing
    bool folderLost_ = false;                         ///< and the log says so
    bool reloadWm_ = false;                           ///< as soon as it is ready
    std::optional<std::chrono::milliseconds> wakeWm_; ///< when, after a click
    unsigned menuChanges_ = 0;
    unsigned panelRefreshes_ = 0;

    /// Why the panel was told last.
    struct PanelNews {
        bool wanted = false;
        bool newFolder = false;
    };
    PanelNews panelNews_; ///< until it is known whether it listens
};

/// Draws pictures on the root window.
inline constexpr std::string_view pictureProgram = "pekwm-lxpanel-background";

/// What a session's keeper must know of the settings.
[[nodiscard]] sys::Kept keptBy(const config::Settings& settings);

/// Runs a session; gives the exit status.
[[nodiscard]] int runSession(const Options& options, Surroundings surroundings,
                             const base::Diagnostics& diagnostics, sys::KeeperLine keeper);

} // namespace app
