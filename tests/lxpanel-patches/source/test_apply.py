#!/usr/bin/env python3
"""The semantic patches and `apply`, on a small panel of our own (tree/), and on real ones.

LXPANEL_SOURCE in the environment names source trees of lxpanel, separated by colons; without it those tests are
skipped, and so are all where there is no spatch.
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
APPLY = HERE.parent.parent.parent / "lxpanel-patches/apply"
PATCHES = ["empty-menu", "exact-icon", "icon-path", "other-desktops", "plain-titles", "refresh-command",
           "stale-icons"]
C_FILES = ["icon_path", "icon_theme", "menu_refresh", "panel_desktop", "panel_icon", "panel_refresh"]
TAKEN_IN = {"src/%s.%s" % (name, ending) for name in C_FILES for ending in "ch"} | {"src/unknown_desktop.h"}
# A spelling that has nothing to do with the small panel's: other names, other spaces, other lines.
NAMES = {"forget_icons": "_drop", "forget_all_icons": "drop", "forget_handler": "gone", "insert": "put_items",
         "load": "fill", "command_of": "get_cmd", "obey": "process_message", "command": "cmd", "below": "sub_menu",
         "plugin": "m", "folder": "dir", "position": "pos", "button_load": "_set_from_file", "icon": "fm_icon"}


def files_of(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(pathlib.Path(folder).rglob("*"))
            if path.is_file()}


class ApplyTest(unittest.TestCase):
    """One run of all patches is some thirty of spatch: who can do with some patches names them."""

    done = None  # a tree with all patches, made when the first asks for it
    difference = None  # what --diff prints of the small panel, the same

    def setUp(self):
        self.scratch = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory(prefix="kit-apply-")))

    def copy(self, of=HERE / "tree", name="tree"):
        return pathlib.Path(shutil.copytree(of, self.scratch / name, symlinks=True))

    def apply(self, *words, status=0, **variables):
        done = subprocess.run([str(APPLY), *map(str, words)], capture_output=True, text=True, timeout=300,
                              env={**os.environ, **variables})
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        return done

    def patched(self):
        """A tree in which all patches are."""
        if ApplyTest.done is None:
            folder = tempfile.TemporaryDirectory(prefix="kit-apply-")
            unittest.addModuleCleanup(folder.cleanup)
            done = pathlib.Path(shutil.copytree(HERE / "tree", pathlib.Path(folder.name) / "tree", symlinks=True))
            applied = self.apply(done)
            self.assertEqual(self.reports(applied.stdout), dict.fromkeys(PATCHES, "applied"))
            ApplyTest.done = done
        return self.copy(ApplyTest.done, "patched")

    def printed(self):
        """What --diff does with the small panel."""
        if ApplyTest.difference is None:
            ApplyTest.difference = self.apply("--diff", HERE / "tree")
        return ApplyTest.difference

    def reports(self, text):
        """{patch: what became of it}"""
        found = {}
        for line in text.splitlines():
            match = re.fullmatch(r"(applied|already there|in the patch|does not match) +([\w-]+)(:.*)?", line)
            if match:
                found[match.group(2)] = match.group(1)
        return found

    def check_tree(self, tree, printed, applied):
        """All that can be said of a tree, of what --diff prints of it, and of a copy that has all patches."""
        before, after = files_of(tree), files_of(applied)
        self.assertEqual(self.reports(printed.stderr), dict.fromkeys(PATCHES, "in the patch"))
        self.assertEqual({name for name in after if name not in before}, TAKEN_IN)
        subprocess.run(["patch", "-s", "-p1"], cwd=tree, input=printed.stdout, text=True, check=True)
        self.assertEqual(files_of(tree), after)

        again = self.apply(applied)
        self.assertEqual(self.reports(again.stdout), dict.fromkeys(PATCHES, "already there"))
        self.assertEqual(files_of(applied), after)

        subprocess.run(["patch", "-s", "-R", "-p1"], cwd=tree, input=printed.stdout, text=True, check=True)
        self.assertEqual(files_of(tree), before)

    def check_new_tree(self, tree):
        """The same of any tree, which is left as it is."""
        before = files_of(tree)
        printed = self.apply("--diff", tree)
        self.assertEqual(files_of(tree), before)
        applied = self.copy(tree, "applied")
        done = self.apply(applied)
        self.assertEqual(self.reports(done.stdout), dict.fromkeys(PATCHES, "applied"))
        self.check_tree(tree, printed, applied)


class Shapes(ApplyTest):
    def changes(self, patch):
        """{file: [lines taken out], [lines put in]}, without the spaces, which are spatch's."""
        changes, file = {}, None
        for line in patch.splitlines():
            if line.startswith("+++ b/"):
                file = changes.setdefault(line[6:], ([], []))
            elif file and line[:1] in "-+" and not line.startswith("---"):
                file["-+".index(line[0])].append(re.sub(r"\s", "", line[1:]))
        return {name: ("".join(out), "".join(new)) for name, (out, new) in changes.items() if name not in TAKEN_IN}

    def test_small_panel(self):
        """Nothing but what is expected is changed, to the letter."""
        changes = self.changes(self.printed().stdout)
        expected = self.changes((HERE / "expected.patch").read_text())
        self.assertEqual(set(changes), set(expected))
        for file, lines in expected.items():
            self.assertEqual(changes[file], lines, file)

    def test_everything(self):
        before = files_of(HERE / "tree")
        printed = self.printed()
        self.assertEqual(files_of(HERE / "tree"), before)
        self.check_tree(self.copy(), printed, self.patched())

    def test_nothing_to_print(self):
        self.assertEqual(self.apply("--diff", self.patched()).stdout, "")

    def test_another_spelling(self):
        tree = self.copy()
        for path in tree.rglob("*.c"):
            text = path.read_text()
            for old, new in NAMES.items():
                text = re.sub(r"(?<![\w.>\"])%s(?![\w.\"])" % old, new, text)
            text = re.sub(r"\b(if|switch|for) \((.*)\) \{$", r"\1( \2 )\n{", text, flags=re.M)
            text = text.replace("} else ", "}\n    else ").replace(", ", " ,  ")
            path.write_text(text)
        self.check_new_tree(tree)

    def test_it_compiles(self):
        """Before and after, with the headers of the real libraries."""
        flags = subprocess.run(["pkg-config", "--cflags", "libfm-gtk", "gtk+-2.0", "libmenu-cache"],
                               capture_output=True, text=True)
        if flags.returncode or not shutil.which("gcc"):
            self.skipTest("no compiler, or no headers of libfm-gtk, gtk+-2.0 and libmenu-cache")
        for tree in (HERE / "tree", self.patched()):
            for path in sorted(tree.rglob("*.c")):
                if "src/" + path.name not in TAKEN_IN:
                    subprocess.run(["gcc", "-std=gnu11", "-Wall", "-Werror", "-Wno-deprecated-declarations",
                                    "-Wno-format-security", "-fsyntax-only", "-I", tree / "src", *flags.stdout.split(),
                                    path], check=True)

    def test_mended_by_others(self):
        """What a later lxpanel has mended itself is no reason to refuse the rest."""
        tree = self.copy()
        menu = tree / "plugins/menu.c"
        text = menu.read_text()
        mended = text.replace("} else if ((below = gtk_menu_item_get_submenu(item))) {\n            forget",
                              "}\n        if ((below = gtk_menu_item_get_submenu(item))) {\n            forget")
        self.assertNotEqual(mended, text)
        menu.write_text(mended)
        self.apply(tree)
        self.assertIn("g_signal_handler_find", menu.read_text())

    def test_a_call_that_came_later(self):
        """A patched tree, merged with what others wrote since: only the new call is changed."""
        tree = self.patched()
        run = tree / "src/gtk-run.c"
        run.write_text(run.read_text() + "\nvoid show(FmIcon* icon) {\n    fm_pixbuf_from_icon(icon, 16);\n}\n")
        done = self.reports(self.apply(tree).stdout)
        self.assertEqual(done, {**dict.fromkeys(PATCHES, "already there"), "icon-path": "applied"})
        self.assertIn("panel_icon_pixbuf(icon, 16, NULL)", run.read_text())
        self.assertEqual(run.read_text().count("#include \"panel_icon.h\""), 1)

    def test_an_older_c_file(self):
        tree = self.patched()
        (tree / "src/icon_path.c").write_text("/* of last year */\n")
        self.assertEqual(self.reports(self.apply(tree, "icon-path").stdout)["icon-path"], "applied")
        self.assertNotIn("of last year", (tree / "src/icon_path.c").read_text())


class AllOrNothing(ApplyTest):
    # One thing after which a patch has nothing to hold on to: (patch, file, old, new)
    BREAKS = [
        ("empty-menu", "plugins/menu.c", "} else {\n        GtkWidget* holder", "}\n    {\n        GtkWidget* holder"),
        ("exact-icon", "plugins/menu.c", "FmFileInfo* info =", "FmFileInfo* info;\n    info ="),
        ("exact-icon", "src/misc.c", "fm_icon_from_name", "other"),
        ("icon-path", "src/gtk-run.c", "fm_pixbuf_from_icon_with_fallback(icon", "other(icon"),
        ("icon-path", "src/misc.c", "#include \"misc.h\"", "#include \"other.h\""),
        ("icon-path", "plugins/menu.c", "#include \"misc.h\"", "#include \"other.h\""),
        ("other-desktops", "src/menu-policy.c", "menu_cache_app_get_is_visible", "other"),
        ("other-desktops", "src/menu-policy.c", "#include \"menu-policy.h\"", "#include \"other.h\""),
        ("plain-titles", "plugins/menu.c", "new_with_mnemonic", "other"),
        ("refresh-command", "src/main.c", "case LXPANEL_CMD_RESTART", "case OTHER"),
        ("refresh-command", "src/main.c", "#include \"lxpanelctl.h\"", "#include \"other.h\""),
        ("refresh-command", "src/lxpanelctl.c", "return LXPANEL_CMD_RESTART", "return OTHER"),
        ("refresh-command", "src/lxpanelctl.c", "#include \"lxpanelctl.h\"", "#include \"other.h\""),
        ("refresh-command", "src/menu-policy.c", "menu_cache_lookup", "other_lookup"),
        ("refresh-command", "src/menu-policy.c", "#include \"menu-policy.h\"", "#include \"other.h\""),
        ("stale-icons", "plugins/menu.c", "gtk_image_clear(image)", "other(image)"),
        ("stale-icons", "plugins/menu.c", "g_object_weak_ref", "other"),
        ("stale-icons", "src/misc.c", "on_theme_changed", "other"),
    ]

    def test_each_patch_that_does_not_match(self):
        for number, (patch, file, old, new) in enumerate(self.BREAKS):
            with self.subTest(patch=patch, file=file, old=old):
                tree = self.copy(name=str(number))
                self.replace(tree / file, old, new)
                before = files_of(tree)
                done = self.apply(tree, patch, status=1)
                self.assertRegex(done.stdout, r"does not match +%s: %s" % (patch, file))
                self.assertEqual(files_of(tree), before)

    def test_nothing_if_one_does_not_match(self):
        tree = self.copy()
        patch, file, old, new = self.BREAKS[-1]
        self.replace(tree / file, old, new)
        before = files_of(tree)
        for words in ((tree,), ("--diff", tree)):
            done = self.apply(*words, status=1)
            self.assertIn("nothing was changed", done.stderr)
            self.assertEqual(self.reports(done.stdout + done.stderr)[patch], "does not match")
            self.assertNotIn("+++ b/", done.stdout)
            self.assertEqual(files_of(tree), before)

    def replace(self, path, old, new):
        text = path.read_text()
        self.assertIn(old, text)
        path.write_text(text.replace(old, new))

    def test_a_file_that_is_missing(self):
        tree = self.copy()
        (tree / "src/gtk-run.c").unlink()
        before = files_of(tree)
        self.assertIn("icon-path: src/gtk-run.c", self.apply(tree, status=1).stdout)
        self.assertEqual(files_of(tree), before)

    def test_a_tree_that_cannot_be_written(self):
        """Also not after some of it has been: root can write everything, so a folder is in the way."""
        tree = self.copy()
        (tree / "src/panel_icon.h.apply-new").mkdir()
        before = files_of(tree)
        self.assertIn("can't be written", self.apply(tree, status=1).stderr)
        self.assertEqual(files_of(tree), before)

    def test_some_patches(self):
        tree = self.copy()
        self.assertEqual(self.reports(self.apply(tree, "empty-menu").stdout), {"empty-menu": "applied"})
        self.assertEqual(set(files_of(tree)), set(files_of(HERE / "tree")))
        self.assertEqual(self.reports(self.apply(tree, "stale-icons", "empty-menu").stdout),
                         {"stale-icons": "applied", "empty-menu": "already there"})

    def test_modes_are_kept(self):
        tree = self.copy()
        (tree / "src/main.c").chmod(0o640)
        self.apply(tree, "refresh-command")
        self.assertEqual((tree / "src/main.c").stat().st_mode & 0o777, 0o640)

    def test_a_folder_with_a_space(self):
        tree = self.copy(name="a tree")
        self.apply(tree, "icon-path")
        self.assertIn("panel_icon_pixbuf", (tree / "src/misc.c").read_text())


class MakeDist(ApplyTest):
    def test_a_checkout_packs_the_new_files(self):
        text = (self.patched() / "src/Makefile.am").read_text()
        for file in TAKEN_IN:
            self.assertEqual(text.count(os.path.basename(file)), 1)

    def test_a_tarball_keeps_its_makefiles(self):
        tree = self.copy()
        (tree / "src/Makefile.in").write_text("all:\n")
        self.apply(tree, "icon-path")
        self.assertEqual((tree / "src/Makefile.am").read_bytes(), (HERE / "tree/src/Makefile.am").read_bytes())


class Words(ApplyTest):
    def test_help(self):
        self.assertIn("spatch", self.apply("--help").stdout)

    def test_list(self):
        names = [line.split(":")[0].split(",")[0] for line in self.apply("--list").stdout.splitlines()]
        self.assertEqual(names, PATCHES)

    def test_wrong_usage(self):
        tree = self.copy()
        for words in ((), ("--unknown", tree), (tree, "no-such-patch"), (tree, "../source/empty-menu"),
                      (self.scratch,), (self.scratch / "missing",)):
            self.apply(*words, status=2)
        self.assertEqual(files_of(tree), files_of(HERE / "tree"))

    def test_by_a_link(self):
        link = self.scratch / "lxapply"
        link.symlink_to(APPLY)
        done = subprocess.run([str(link), "--list"], capture_output=True, text=True, cwd=self.scratch)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertEqual([line.split()[0].rstrip(":") for line in done.stdout.splitlines()], PATCHES)

    def test_without_spatch(self):
        programs = self.scratch / "bin"
        programs.mkdir()
        for name in ("sh", "dirname", "readlink", "basename", "sed", "mktemp", "rm", "mkdir"):
            (programs / name).symlink_to(shutil.which(name))
        self.assertIn("coccinelle", self.apply(self.copy(), status=2, PATH=str(programs)).stderr)


class RealTrees(ApplyTest):
    def test_real_trees(self):
        sources = os.environ.get("LXPANEL_SOURCE")
        if not sources:
            self.skipTest("LXPANEL_SOURCE names no source tree of lxpanel")
        for number, source in enumerate(sources.split(":")):
            with self.subTest(source=source):
                self.scratch = self.scratch.parent / self.scratch.name / str(number)
                self.scratch.mkdir()
                self.check_new_tree(self.copy(source))


if __name__ == "__main__":
    if not shutil.which("spatch"):
        print("skipped: not installed: spatch")
        sys.exit(77)
    unittest.main(verbosity=2)
