#!/usr/bin/env python3
"""The lines between the groups of the panel's menu."""

import panel
from panel import PanelTest

LINE = "<Separator/>"
# Groups without a title of their own, as EasyOS's.
GROUP = ('<Menu><Name>%s</Name><Directory>group.directory</Directory><Include><Filename>%s.desktop</Filename></Include></Menu>')
PLACE = '<Menuname inline="true" inline_limit="0" inline_header="false">%s</Menuname>'


class Separators(PanelTest):
    def height(self, layout, **options):
        """Of a menu with that layout, in which each letter is a group; what is in `c` is for another desktop."""
        shown = "".join(LINE if part == "-" else PLACE % part for part in layout)
        groups = "".join(GROUP % (name, name) for name in "abc")
        (self.folder / "etc/menus/test-applications.menu").write_text(
            "<Menu><Name>Applications</Name><DefaultAppDirs/><DefaultDirectoryDirs/><Layout>%s</Layout>%s</Menu>"
            % (shown, groups))
        return self.menu_size(**options)[1]

    def test_groups_with_nothing_to_show(self):
        (self.folder / "etc/menus").mkdir()
        for name in "abc":
            path = self.add_application(name, name.upper())
        path.write_text(path.read_text() + "OnlyShowIn=Elsewhere;\n")
        one = self.height("a-b")
        self.assertGreater(one, self.height("ab"))
        self.assertEqual(self.height("a-c-b"), one)
        self.assertEqual(self.height("c-a-c-c-b-c"), one)
        # Else the part is of no use any more.
        self.assertGreater(self.height("a-c-b", module=False), one)


if __name__ == "__main__":
    panel.main()
