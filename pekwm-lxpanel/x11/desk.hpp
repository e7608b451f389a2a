// What happens on the display, as far as a session cares.
#pragma once

#include "x11/clicks.hpp"
#include "x11/client_list.hpp"
#include "x11/connection.hpp"
#include "x11/event_masks.hpp"
#include "x11/window_closer.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace x11 {

enum class Happening : std::uint8_t {
    lost, ///< the display is gone
    free, ///< claim(): the display is ours
    hasWm,
    hasSession,
    replaced, ///< another session has taken over
    wmReady,
    dockShown, ///< watchDock()
    dockReady,
    wmOwned, ///< askWmOwner(): somebody manages the windows
    wmNotOwned,
    foreignWmGone,
    windowsClosed,
    backgroundDrawn, ///< setBackground(): nobody else's was there
    resized,
    panelTold, ///< tellPanel(): the panel refreshes itself
    panelDeaf,
    pressed, ///< a button, while a manager of ours has the windows
};

struct Shades {
    std::uint32_t top = 0; ///< 0xRRGGBB
    std::uint32_t bottom = 0;
};

struct Size {
    unsigned width = 0;
    unsigned height = 0;
};

/// What a window says of the program that it belongs to.
struct WindowOwner {
    std::optional<std::uint32_t> pid; ///< _NET_WM_PID; of the namespace of that program
    std::vector<std::string> names;   ///< WM_CLASS, both parts
};

/// Watches and asks; each question is answered by a Happening from poll().
class Desk {
  public:
    explicit Desk(std::unique_ptr<Connection> connection);

    [[nodiscard]] int fd() const { return connection_->fd(); }
    [[nodiscard]] Size size() const { return size_; }
    [[nodiscard]] std::vector<Happening> poll();

    /// Whether anybody manages the display; if not, it is ours from then on. With `replace` a window manager
    /// is let be, and another session is asked to go and waited for.
    void claim(bool replace);
    /// Where the session that claim() waits for can be spoken to; empty before it has said so.
    [[nodiscard]] const std::string& oldSocket() const { return oldSocket_; }
    /// Cuts the connection of that session; claim() goes on as if it had left.
    void evict();
    /// wmReady comes once WM_Sn is owned and the check window names itself.
    void watchWm();
    using IsPanels = std::function<bool(const WindowOwner&)>;
    /// dockShown comes once a window of type dock is mapped that `isPanels` takes, dockReady once it has a
    /// strut, too.
    void watchDock(IsPanels isPanels);
    /// dockReady is not told any more.
    void leaveDock();
    /// Makes the window manager look for events that it was not told of, see Clicks.
    void wakeWm() { clicks_.wakeManager(); }
    void askWmOwner();
    void watchForeignWm();
    /// windowsClosed comes once those that can be asked to close have gone.
    void closeWindows();
    /// Asks the panel to show menus and icons as they are now.
    void tellPanel();

    void setSocketPath(const std::string& path);
    /// From the top of the screen to its bottom. With `onlyIfNone` a background that somebody else has set
    /// stays, and backgroundDrawn comes where none has.
    void setBackground(Shades shades, bool onlyIfNone);
    /// Whether there is one of ours, or one that was drawn for us.
    [[nodiscard]] bool hasBackground() const { return ground_ != XCB_NONE || picture_ != XCB_NONE; }
    /// Another program's picture has come over it, which stays when we go.
    void backgroundReplaced();
    /// Dots per inch, as toolkits were told, else as the display says of itself, where that can be true: from
    /// 96 to 400.
    [[nodiscard]] unsigned dpi() const;
    /// What toolkits take that were told nothing.
    [[nodiscard]] unsigned displayDpi() const;
    /// Whether toolkits were told.
    [[nodiscard]] bool dpiIsTold() const { return toldDpi_ != 0; }
    /// Tells toolkits the resolution, unless 0.
    void setDpi(unsigned dpi);
    /// Makes the panel read its colours again, where there is one of GTK 2.
    void recolourDock();
    /// Takes back what was said on the root window.
    void withdraw();

  private:
    void handle(const xcb_generic_event_t& event);
    void propertyChanged(const xcb_property_notify_event_t& event);
    void selectEvents();
    void waitForOldSession(xcb_window_t owner);
    void takeSession(bool replace);
    void checkWm();
    void checkWindow(xcb_window_t window);
    void lookBelow(xcb_window_t window, unsigned depth);
    void checkDock(xcb_window_t window);
    void askWindowOwner(xcb_window_t window, std::function<void(const WindowOwner&)> handler);
    void checkPanel(xcb_window_t window);
    void dockMapped(xcb_window_t window, bool reserves);
    void askDpi();
    void drawBackground(Shades shades);
    void freeRetainedBackground();
    void drawFirstBackground(Shades shades);
    [[nodiscard]] std::uint32_t pixelOf(std::uint32_t colour) const;
    void tell(Happening happening) { happenings_.push_back(happening); }

    std::unique_ptr<Connection> connection_;
    Size size_;
    xcb_window_t window_ = XCB_NONE; ///< owns the session's selection
    std::vector<Happening> happenings_;

    EventMasks masks_;
    Clicks clicks_;
    ClientList clientList_;
    bool ownManager_ = false; ///< the windows are managed by ours

    bool watchingWm_ = false;
    bool checkingWm_ = false; ///< a question is under way
    bool checkAgain_ = false;
    bool watchingOwner_ = false;
    bool watchingDock_ = false;
    bool dockShown_ = false;          ///< so it was told
    bool tellingPanel_ = false;       ///< a question is under way
    bool selected_ = false;           ///< the session's selection is ours
    bool drawn_ = false;              ///< so is the background
    xcb_pixmap_t ground_ = XCB_NONE;  ///< that we drew last
    xcb_pixmap_t picture_ = XCB_NONE; ///< that was drawn for us last
    IsPanels isPanels_;               ///< of watchDock()
    xcb_window_t dock_ = XCB_NONE;
    unsigned toldDpi_ = 0;
    xcb_window_t foreignWm_ = XCB_NONE;
    xcb_window_t replacedWm_ = XCB_NONE; ///< owned the manager's selection when we came
    xcb_window_t oldSession_ = XCB_NONE;
    std::string oldSocket_;

    WindowCloser closer_;
};

} // namespace x11
