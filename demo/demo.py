#!/usr/bin/env python3
"""The kit's main job, to be seen: this machine's menu, opened in a real pekwm.

    demo.py --program XDG2PEKWM --output FOLDER

Makes the menu of this machine's applications (and of a few samples, where it has hardly any), starts pekwm with it in
Xephyr where there is a display, else on a virtual one, opens the root menu and one of its menus with the mouse,
saves a picture of that in FOLDER, and prints the menu as a tree. Xephyr stays open until it is closed.
"""

import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tests/support"))
import xsession  # noqa: E402

SIZE = "800x640"
ROW = 30  # pixels
STEP = 10  # pixels that the pointer goes at a time
ROWS = 22  # 17 of them, and separators, which are lower
MENU_AT = (48, 40)
FEW = 8  # with fewer applications a menu is nothing to look at
MOST_ROWS = 12  # of the menu that is opened
FAVOURITES = "sample-browser.desktop;sample-terminal.desktop;sample-files.desktop"


def say(text):
    print("==> " + text, flush=True)


class Demo:
    def __init__(self, program, output):
        self.program, self.output = program, output
        self.home = output / "home"
        shutil.rmtree(self.home, ignore_errors=True)
        pekwm = self.home / ".pekwm"
        pekwm.mkdir(parents=True)
        self.data = pathlib.Path(program).parent.parent / "share/pekwm-lxpanel"
        config = (HERE / "config").read_text()
        (pekwm / "config").write_text(config.replace("@HOME@", str(self.home)).replace("@DATA@", str(self.data)))
        self.menu_arguments = ["--icon-size", "24", "--icon-gap", "8", "--rows", str(ROWS), "--desktop", "pekwm"]
        self.environment = dict(os.environ)

    def xdg2pekwm(self, *arguments):
        """Its standard output. What is wrong with this machine's files is its owner's affair: --check tells."""
        done = subprocess.run([self.program, *self.menu_arguments, *arguments], env=self.environment, check=True,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        return done.stdout.decode()

    def menu(self):
        return json.loads(self.xdg2pekwm("--no-icons", "--format", "json", "-o", "-"))["menu"]

    def add_samples(self):
        folders = self.environment.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
        self.environment["XDG_DATA_DIRS"] = "%s:%s" % (folders, HERE / "samples")
        self.menu_arguments += ["--favourites", FAVOURITES]

    def write_menu(self):
        path = self.home / ".pekwm/menu"
        self.xdg2pekwm("-o", str(path))
        return path

    def draw_background(self, server):
        helper = self.data.parent.parent / "libexec/pekwm-lxpanel/pekwm-lxpanel-background"
        if helper.exists():
            subprocess.run([helper, self.data / "looks/light/background.svg"], env=server.environment(), check=True)

    def server(self):
        """An X server and whether a person sees it."""
        display = os.environ.get("DISPLAY")
        if display:
            try:
                return xsession.XServer(self.output, SIZE, within=display, title="pekwm desktop kit"), True
            except AssertionError:
                say("no window on the display %s: using a virtual one" % display)
        return xsession.XServer(self.output, SIZE), False

    def open_menus(self, server, pekwm, items):
        """The root menu, and by the pointer, going down its rows, the longest menu in it that is not too long; gives
        the name of that, or nothing."""
        x, y, width, height = pekwm.open_root_menu(MENU_AT)
        menus = [item for item in items if item["type"] == "menu"]
        counts = [len(menu["items"]) for menu in menus]
        if not menus:
            return None
        wanted = max(range(len(menus)), key=lambda n: (counts[n] <= MOST_ROWS, counts[n]))
        root = len(server.visible_windows())

        def opened(patience):
            """Whether it is, at last; not where the machine is so busy that a menu takes longer than `patience`."""
            seen = []
            for row in range(y + STEP, y + height, STEP):
                server.move_pointer(x + width // 2, row)
                time.sleep(patience)  # one that is slower is seen at the next step
                seen += [window for window, _ in server.visible_windows()[root:] if window not in seen]
                if len(seen) > wanted:
                    return True
            return False

        if not any(opened(patience) for patience in (0.1, 0.5)):
            return None
        for submenu in pekwm.menus()[root:]:
            server.move_pointer(submenu[0] + submenu[2] // 2, submenu[1] + 2 * ROW)
        return menus[wanted]["name"]

    def run(self):
        items = self.menu()["items"]
        if count_entries(items) < FEW:
            say("hardly any application is installed here: adding samples")
            self.add_samples()
            items = self.menu()["items"]
        menu = self.write_menu()
        server, is_seen = self.server()
        picture = self.output / "menu.png"
        with server, xsession.Pekwm(server, self.home, log_folder=self.output) as pekwm:
            self.draw_background(server)
            name = self.open_menus(server, pekwm, items)
            server.settled_screenshot(picture)
            print(self.xdg2pekwm("--format", "tree", "-o", "-"))
            say("the menu, %d applications: %s" % (count_entries(items), menu))
            say("a picture of it, open%s: %s" % (", with " + name if name else "", picture))
            if is_seen:
                say("right-click into the window; close it, or press Ctrl-C here, to end")
                try:
                    server.popen.wait()
                except KeyboardInterrupt:
                    pass


def count_entries(items):
    return sum(count_entries(item["items"]) if item["type"] == "menu" else item["type"] == "entry" for item in items)


def main():
    parser = argparse.ArgumentParser(description="This machine's menu in a real pekwm.")
    parser.add_argument("--program", required=True, type=os.path.abspath)
    parser.add_argument("--output", required=True, type=lambda path: pathlib.Path(path).resolve())
    options = parser.parse_args()
    options.output.mkdir(parents=True, exist_ok=True)
    with xsession.ends_on_signals():
        Demo(options.program, options.output).run()


if __name__ == "__main__":
    main()
