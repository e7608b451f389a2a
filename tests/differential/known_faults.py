"""What other readers are known to do otherwise than xdg2pekwm, and who is right by the specifications' words.

FAULTS   the reference does what a specification says otherwise; the text names the section
CHOICES  no specification decides, or the input breaks one: xdg2pekwm has chosen, the reference did so too

Each names the golden cases that it explains, and the features of random_menu.FEATURES that bring it about and are left
out of the reference's random trees for that.
"""

import collections
import dataclasses

# The versions that the tables were made with, Debian bookworm's. Of another one a fault may be gone.
MEASURED = {"menu-cache": "1.1.0", "python3-xdg": "0.28"}


@dataclasses.dataclass(frozen=True)
class Known:
    id: str
    text: str
    cases: str = ""
    without: tuple = ()
    hangs: bool = False
    by_chance: bool = False  # it shows with the order in which some file systems list a folder

    def case_names(self):
        return self.cases.split()


def by_case(reader):
    """{case: [what explains a difference in it, ...]}; an empty list for other cases."""
    found = collections.defaultdict(list)
    for known in FAULTS[reader] + CHOICES[reader]:
        for case in known.case_names():
            found[case].append(known)
    return found


def features_without(reader):
    return {feature for known in FAULTS[reader] + CHOICES[reader] for feature in known.without}


MENU_CACHE_FAULTS = (
    Known("legacy-dir",
          "Reads nothing of a <LegacyDir> or of <KDELegacyDirs>; implementations must be able to load these"
          " hierarchies (Legacy Menu Hierarchies).",
          "kde-legacy-dirs legacy-category legacy-dir legacy-dir-after-app-dir legacy-dir-before-app-dir"
          " legacy-directory-entries legacy-duplicate-last-wins legacy-folder-loop legacy-merges-with-menus legacy-prefix"
          " legacy-prefix-with-a-slash legacy-relative-and-missing legacy-same-file-name-in-two-folders"
          " legacy-with-categories legacy-with-move",
          without=("LegacyDirs",)),
    Known("one-pool",
          "Has one pool of entries for all menus, where the first menu's file of an ID stays. The entry for the"
          " child menu has priority (Generating the menus).",
          "appdir-of-a-child-over-its-parent appdir-hidden-in-the-child-masks-the-parent",
          without=("deep AppDirs",)),
    Known("hidden-is-skipped",
          "Passes over a file with Hidden=true and takes a worse one of its ID. It is equivalent to no file at all,"
          " of what is present at an upper level too (Desktop Entry, Hidden).",
          "precedence-hidden-masks appdir-hidden-in-the-child-masks-the-parent",
          without=("hidden entries",)),
    Known("unusable-is-skipped",
          "Passes over a file of another type and takes a worse one of its ID, where the first one in the order of"
          " precedence is used (Desktop Entry, Desktop File ID).",
          "precedence-other-type-masks",
          without=("unusable entries",)),
    Known("folders-as-written",
          "Compares folders as they are written, one with a slash at its end is another; and of a data directory"
          " that is named twice the last counts, not the first. Duplicates specify the same directory (<AppDir>,"
          " <MergeDir>), the first directory listed is the most important (Base Directory).",
          "appdir-duplicate-last-wins merge-dir-duplicate-last-wins basedir-empty-parts-repeats-and-slashes"),
    Known("relative-base-directories",
          "Takes a relative XDG_CONFIG_HOME or XDG_DATA_HOME, which is invalid and to be ignored (Base Directory).",
          "basedir-relative-home-is-ignored"),
    Known("directory-hidden",
          "Uses the title of a .directory file with Hidden=true, which is equivalent to no file at all (Desktop"
          " Entry, Hidden; <Directory>).",
          "directory-hidden-falls-back-to-earlier",
          without=("hidden titles",)),
    Known("directory-show-in",
          "Does not look at OnlyShowIn and NotShowIn of .directory files, which have them too (Desktop Entry).",
          "directory-only-show-in",
          without=("hidden titles",)),
    Known("only-show-in-empty",
          "Shows an entry whose OnlyShowIn is there and empty; where the key is present the default is not to show"
          " (Desktop Entry, OnlyShowIn).",
          "show-in show-in-without-a-desktop"),
    Known("not-show-in-beside-only-show-in",
          "Does not look at NotShowIn where there is an OnlyShowIn. Each desktop is considered in order, in both"
          " (Desktop Entry, OnlyShowIn).",
          "show-in-several-desktops"),
    Known("locale-order",
          "Matches lang@MODIFIER before lang_COUNTRY; it comes after it (Desktop Entry, Localized values).",
          "locale-country-before-modifier"),
    Known("locale-encoding",
          "Matches no key that has an encoding in its locale; that part is stripped (Desktop Entry, Localized"
          " values).",
          "locale-encoding-in-the-key"),
    Known("character-references",
          "Ends a text at the character reference &#x26;. XML has them, and menu files are XML (Format of menu"
          " files).",
          "menu-xml-text"),
    Known("layout-includes",
          "A <Filename> in a <Layout> brings in an entry that the rules do not include; such references should be"
          " ignored (<Layout>).",
          "layout-does-not-include layout-unknown-references",
          without=("Filenames in layouts",)),
    Known("inline-backwards",
          "Puts the items of an inlined menu in the opposite order. They are copied in their order (<Menuname>,"
          " <Merge>).",
          "inline inline-alias inline-brings-an-entry-twice inline-header-false inline-limit inline-submenus-count"
          " inline-with-separators",
          without=("inline",)),
    Known("inline-counts-separators",
          "Counts separators for inline_limit, which is a number of entries (<Menuname>).",
          "inline-with-separators",
          without=("inline",)),
    Known("merge-loop",
          "Crashes or does not end where a file merges itself in a menu below; infinite loops are to be avoided"
          " (Merging).",
          "merge-file-cycle-through-a-submenu",
          without=("merges anywhere",)),
    Known("merged-by-two-elements",
          "Merges a file that a <MergeFile> and a <MergeDir> name where the first of them stands. A file of a"
          " folder is merged as by a <MergeFile>, and of its duplicates the last is used (<MergeDir>, <MergeFile>).",
          without=("merges anywhere",)),
    Known("merge-parent-empty",
          "Ignores <MergeFile type=\"parent\"> without content, and with one does not end for a file in"
          " XDG_CONFIG_DIRS. The content should be ignored, and the remaining paths searched (<MergeFile>).",
          "merge-file-parent-chain merge-file-parent-of-a-folder-in-another merge-file-parent-of-a-merged-file"),
    Known("move-one-pair",
          "Performs only the first <Old> and <New> of a <Move>, which contains pairs (<Move>).",
          "legacy-with-move move-chain move-deleted-destination move-keeps-directory-of-the-destination move-swap"
          " move-two-into-one",
          without=("free moves",)),
    Known("move-appends",
          "Puts the elements of what is moved behind those of an existing destination. They are prepended"
          " (Merging).",
          "layout-of-the-origin-of-a-move move-into-an-existing-menu move-keeps-directory-of-the-destination",
          without=("free moves",)),
    Known("move-from-the-top",
          "Performs the moves of a menu before those of the menus in it, and before those are one with others of"
          " their name; the deepest are first, after all are one (Merging).",
          "move-child-menus-first move-parent-cannot-precede-a-child",
          without=("deep moves",)),
    Known("move-makes-one-level",
          "Does not move to a path whose menus do not exist but for the last; the menu is relocated (Merging).",
          "move-deeper move-frees-the-old-name",
          without=("deep moves",)),
    Known("move-of-nothing",
          "Makes the destination of a menu that does not exist; then nothing is to be done (Merging).",
          without=("free moves",)),
    Known("move-onto-itself",
          "Loses a menu that is moved to where it is; its elements are prepended to its own (Merging).",
          "move-onto-itself",
          without=("free moves",)),
    Known("only-unallocated-by-menus",
          "For <OnlyUnallocated> it counts the menus that show an entry: others of that kind count, and an"
          " <Include> that is excluded again does not. The first pass marks what an <Include> matched (Generating"
          " the menus).",
          "only-unallocated-after-merge only-unallocated-excluded-is-still-allocated"
          " only-unallocated-matches-do-not-allocate only-unallocated-two-menus",
          without=("many OnlyUnallocated",)),
)

PYXDG_FAULTS = (
    Known("relative-base-directories",
          "Takes a relative XDG_CONFIG_HOME or XDG_DATA_HOME, which is invalid and to be ignored (Base Directory).",
          "basedir-relative-home-is-ignored"),
    Known("prefix-of-merge-dirs",
          "With XDG_MENU_PREFIX the default merge directories get the prefix too. They are applications-merged in"
          " all cases (File locations).",
          "default-merge-dirs-with-a-prefix"),
    Known("directory-hidden",
          "Does not show a menu whose .directory file has Hidden=true, which is equivalent to no file at all, so"
          " that the one before should be tried (Desktop Entry, Hidden; <Directory>).",
          "directory-hidden-falls-back-to-earlier",
          without=("hidden titles",)),
    Known("directory-show-in",
          "Does not look at OnlyShowIn and NotShowIn of .directory files, which have them too (Desktop Entry).",
          "directory-only-show-in",
          without=("hidden titles",)),
    Known("directory-extension",
          "Loads titles from any file; others than .directory files are ignored (<DirectoryDir>).",
          "directory-only-its-extension"),
    Known("escapes",
          "Leaves escape sequences as they are (Desktop Entry, Possible value types).",
          "entry-escapes entry-list-escapes tree-control-characters"),
    Known("folder-named-like-an-entry",
          "Takes a folder whose name ends in .desktop for a file; sub-directories are scanned (<AppDir>).",
          "files-folder-named-like-an-entry"),
    Known("unknown-types",
          "Shows entries of an unknown type, which should be ignored (Desktop Entry, Type).",
          "type-fsdevice type-in-lower-case"),
    Known("only-show-in-empty",
          "Shows an entry whose OnlyShowIn is there and empty; where the key is present the default is not to show"
          " (Desktop Entry, OnlyShowIn).",
          "show-in show-in-without-a-desktop"),
    Known("one-desktop",
          "Knows of one desktop; each name of XDG_CURRENT_DESKTOP is considered in order (Desktop Entry,"
          " OnlyShowIn).",
          "show-in-several-desktops"),
    Known("locale-aliases",
          "Looks LC_MESSAGES up in a table of aliases, which adds a country or replaces it. It is matched as it is"
          " (Desktop Entry, Localized values).",
          "locale-full-form-first locale-language-only locale-without-country locale-without-modifier"),
    Known("locale-encoding",
          "Matches no key that has an encoding in its locale; that part is stripped (Desktop Entry, Localized"
          " values).",
          "locale-encoding-in-the-key"),
    Known("namespace",
          "Reads nothing of a file with the namespace http://www.freedesktop.org/standards/menu, which files must"
          " use (Document Type Declaration).",
          "menu-without-doctype"),
    Known("names-with-slash",
          "Shows a menu with a slash in its name, which should be discarded (<Name>).",
          "menu-name-with-slash-is-discarded"),
    Known("menuname-paths",
          "<Menuname> names menus below submenus by their path. What is no immediate sub-menu is ignored"
          " (<Layout>).",
          "layout-unknown-references"),
    Known("menuname-attributes",
          "Ignores the attributes of <Menuname> (<Menuname>).",
          "inline inline-alias inline-brings-an-entry-twice inline-header-false inline-limit inline-submenus-count"
          " inline-with-separators menuname-attributes-default-to-the-default-layout show-empty show-empty-nested",
          without=("Menuname attributes",)),
    Known("merge-all-is-files",
          "<Merge type=\"all\"> leaves out the sub-menus (<Merge>).",
          "layout-merge-all layout-merge-all-with-explicit-names inline-submenus-count",
          without=("mixed merges",)),
    Known("empty-layout",
          "An empty <Layout> means the built-in layout; it means the <DefaultLayout> (<Layout>).",
          "layout-empty-means-default",
          without=("empty layouts",)),
    Known("counted-twice",
          "Subtracts a submenu twice from the items of its menu where it is empty and deleted, or hidden, too: a"
          " menu with one other submenu is not shown, or one with nothing is (<DefaultLayout>, show_empty).",
          without=("unwanted titles", "empty Deleted", "layouts without Merge")),
    Known("legacy-label",
          "Labels the entries of a folder that is an <AppDir> too Legacy where the <LegacyDir> comes before it; it"
          " should where it comes later (Legacy Menu Hierarchies).",
          "legacy-dir-after-app-dir legacy-dir-before-app-dir",
          without=("LegacyDirs",)),
    Known("legacy-prefix",
          "Puts a second dash between the prefix and the name; the ID is boo-Hello.desktop (<LegacyDir>).",
          "legacy-dir-that-is-an-app-dir-too legacy-duplicate-last-wins legacy-prefix",
          without=("LegacyDirs",)),
    Known("legacy-duplicates",
          "Uses the first of duplicate <LegacyDir> elements; the last should be (<LegacyDir>).",
          "legacy-duplicate-last-wins",
          without=("LegacyDirs",)),
    Known("legacy-empty-categories",
          "Includes a legacy entry whose Categories is empty; one that contains the field is not included (Legacy"
          " Menu Hierarchies).",
          "legacy-with-categories",
          without=("LegacyDirs",)),
    Known("merged-once",
          "Merges each file once, where it is named first. Of duplicates the last is used, and those in other menus"
          " are no duplicates (<MergeFile>, <MergeDir>).",
          "merge-dir-duplicate-last-wins merge-file-duplicate-last-wins merge-file-in-two-menus",
          without=("merges anywhere",)),
    Known("merged-name",
          "A menu takes the <Name> of the root that is merged into it, which is ignored (<MergeFile>).",
          "merge-file-in-two-menus merge-file-into-a-submenu",
          without=("merges anywhere",)),
    Known("merge-parent-from-the-start",
          "Looks for a file's parent in all the other configuration directories; the remaining ones are searched"
          " (<MergeFile>).",
          "merge-file-parent-chain"),
    Known("move-one-pair",
          "Performs only the last <Old> and <New> of a <Move>, which contains pairs (<Move>).",
          "legacy-with-move move-chain move-deleted-destination move-keeps-directory-of-the-destination move-swap"
          " move-two-into-one",
          without=("free moves",)),
    Known("move-appends",
          "Puts the elements of what is moved behind those of an existing destination. They are prepended"
          " (Merging).",
          "layout-of-the-origin-of-a-move move-into-an-existing-menu",
          without=("free moves",)),
    Known("move-onto-itself",
          "Does not end where a menu is moved to where it is; its elements are prepended to its own (Merging).",
          "move-onto-itself",
          without=("free moves",), hangs=True),
    Known("only-unallocated-and-deleted",
          "What a deleted menu matches is allocated; deleted menus are removed before (Merging, Generating the"
          " menus).",
          "only-unallocated-with-deleted",
          without=("many OnlyUnallocated",)),
    Known("only-unallocated-rules",
          "In a menu with <OnlyUnallocated> an <Exclude> takes nothing away, and what one such menu shows is shown"
          " in the next, whatever its rules say (Generating the menus).",
          without=("many OnlyUnallocated",)),
)

# Of both references.
CHOICES_OF_BOTH = (
    Known("same-id-in-one-directory",
          "foo-bar.desktop and foo/bar.desktop: \"it is undefined which is selected\".",
          "ids-dash-and-folder-collide-in-one-directory", by_chance=True),
    Known("merge-dir-as-listed",
          "Merges the files of a folder as they are listed; no order is specified (<MergeDir>).",
          "merge-dir-order-is-by-name", by_chance=True),
    Known("commands",
          "Shows entries whose Exec is missing, empty or invalid, and leaves them to whoever starts them. xdg2pekwm"
          " shows none that it cannot start, nor in JSON what that cannot say.",
          "dbus-activatable-without-exec dbus-name-with-digits exec-digit-code exec-empty exec-equals-in-the-program"
          " exec-lone-percent exec-missing exec-only-codes exec-open-quote exec-unknown-code json-not-utf8",
          without=("unusable entries",)),
    Known("no-name",
          "Shows entries without the required Name, or with one of which nothing can be seen.",
          "entry-blank-name desktop-entry-name-of-control-characters name-missing",
          without=("unusable entries",)),
    Known("broken-entries",
          "Entries that the Desktop Entry specification forbids: duplicate keys and groups, other groups first,"
          " lines that are nothing, a byte order mark. xdg2pekwm takes what it can.",
          "entry-byte-order-mark entry-duplicate-keys entry-group-before-the-main-one entry-malformed-lines"
          " entry-second-main-group locale-duplicate-translation"),
    Known("broken-files-mask",
          "Passes over a file that is none, where xdg2pekwm says that it is still the first with its ID.",
          "precedence-broken-masks precedence-empty-file-masks"),
    Known("booleans",
          "What 1, TRUE or yes mean as a boolean, which must be true or false.",
          "booleans-that-are-none"),
    Known("folder-loops",
          "Follows links to folders above as long as the system does.",
          "files-folder-loop"),
    Known("locale-of-c",
          "Whether a key [C] is a translation, and LANGUAGE counts where the locale is C.",
          "locale-language-list-in-c locale-of-c"),
    Known("empty-translations",
          "Takes an empty translation, xdg2pekwm the next best one.",
          "locale-empty-translation"),
    Known("main-menu-file",
          "Has no built-in layout for a menu file that is missing or broken.",
          "layout-easyos-where-the-file-is-broken main-menu-file-broken main-menu-file-with-another-root"
          " menu-prefix-without-its-file"),
    Known("attributes-of-a-submenu",
          "Takes the attributes for a submenu from its own <DefaultLayout>, xdg2pekwm from that of the menu which"
          " it stands in, as <Menuname> says of its own: \"the default values are taken from the DefaultLayout key\"."
          " For menus that <Merge> brings nothing is said.",
          "default-layout-overrides-the-parents show-empty-default-layout",
          without=("DefaultLayout attributes",)),
    Known("wrong-values",
          "Values of attributes that are none of those listed.",
          "layout-wrong-values"),
    Known("move-into-its-own-child",
          "A menu that is moved below itself; here it is lost.",
          "move-into-its-own-child",
          without=("free moves",)),
    Known("malformed-pairs",
          "What is a pair where <Old> and <New> do not take turns, as they must.",
          "move-malformed-pairs",
          without=("free moves",)),
    Known("white-space",
          "White space around the text of <Category> counts.",
          "menu-xml-text"),
    Known("order-of-merge-dirs",
          "The files inside a merged directory are not merged in any specified order.",
          without=("folders of several files",)),
    Known("order-of-letters",
          "Sorts small letters behind capitals in the C locale; the order is the locale's. Lists in that order are"
          " compared nevertheless, but not where a layout mixes them with others.",
          without=("small letters",)),
)

MENU_CACHE_CHOICES = CHOICES_OF_BOTH + (
    Known("named-twice",
          "Shows an entry that a layout names twice where it is named last, xdg2pekwm where it is first.",
          "layout-named-twice",
          without=("Filenames in layouts",)),
    Known("hidden-content",
          "Entries of other desktops and menus with NoDisplay count as content, so that a menu with nothing else is"
          " shown and empty. What show_empty is about is a menu that contains nothing.",
          without=("other desktops", "unwanted titles")),
    Known("hidden-root",
          "With NoDisplay in the .directory file of the root there is no menu, and with <Deleted> in the root a"
          " crash; xdg2pekwm does not take them for the whole menu.",
          without=("unwanted titles", "Deleted roots")),
    Known("broken-links",
          "Passes over a link that leads nowhere, where xdg2pekwm says that it is still the first with its ID.",
          "files-broken-link"),
    Known("empty-default-layout",
          "Ignores a <DefaultLayout> without content, its attributes too. Only a <Layout> may be empty; xdg2pekwm"
          " takes the attributes, and the built-in order.",
          "inline-header-is-the-caption inline-limit-default inline-limit-zero inline-nested"
          " menuname-attributes-default-to-the-default-layout show-empty-and-hidden",
          without=("empty layouts",)),
    Known("inlined-twice",
          "An entry that several inlined menus bring is shown more than once.",
          "inline-brings-an-entry-twice",
          without=("inline",)),
    Known("old-header",
          "Does not know [KDE Desktop Entry].",
          "entry-kde-header"),
    Known("wrong-bytes",
          "A name that is not UTF-8 is none.",
          "entry-invalid-utf8"),
    Known("unknown-escapes",
          "A backslash at the end of a value is dropped.",
          "entry-unknown-escapes"),
    Known("merge-dir-stops-at-a-broken-file",
          "Merges no file of a folder that comes behind one that is no XML.",
          "merge-dir-with-a-broken-file", by_chance=True),
)

PYXDG_CHOICES = CHOICES_OF_BOTH + (
    Known("folder-loops-in-legacy-dirs",
          "Makes a menu of a link to a folder above.",
          "legacy-folder-loop"),
    Known("elements-out-of-place",
          "What is left of a menu with a second <Name>, and of a <Move> and a <Layout> with elements of no meaning there.",
          "menu-elements-out-of-place"),
    Known("named-twice",
          "Shows twice what a layout names twice, xdg2pekwm where it is named first.",
          "layout-named-twice",
          without=("repeated names",)),
    Known("headers-count",
          "Counts the headers of menus that were inlined into a menu for its inline_limit, a \"number of entries\".",
          "inline-nested",
          without=("inline",)),
    Known("allocated-files",
          "Marks files as allocated, not IDs, so that another menu's own file of an ID is not.",
          without=("many OnlyUnallocated",)),
    Known("broken-links",
          "Shows a link that leads nowhere as an entry without a name.",
          "files-broken-link"),
    Known("empty-operators",
          "<And> and <Not> without rules match nothing, and are as if not there in others.",
          "menu-empty-and-empty-not",
          without=("empty operators",)),
    Known("types",
          "Shows links and directories, and entries without the required Type.",
          "precedence-other-type-masks type-directory type-link type-missing",
          without=("unusable entries",)),
    Known("only-in-a-translation",
          "Does not read a translation without the key that must be there as well.",
          "name-only-in-a-translation"),
    Known("directory-without-name",
          "A .directory file without the required Name makes a menu without a title.",
          "directory-without-name"),
    Known("same-name-in-both",
          "Hides an entry with this desktop in OnlyShowIn and in NotShowIn, where it may not be in both.",
          "show-in-same-name-in-both"),
    Known("prefix-with-a-slash",
          "Makes a dash of the slash that a prefix should not contain.",
          "legacy-prefix-with-a-slash",
          without=("LegacyDirs",)),
    Known("kde-config",
          "Asks kde-config for the folders, as the specification says, which no system has any more.",
          "kde-legacy-dirs",
          without=("LegacyDirs",)),
)

FAULTS = {"menu-cache": MENU_CACHE_FAULTS, "python3-xdg": PYXDG_FAULTS}
CHOICES = {"menu-cache": MENU_CACHE_CHOICES, "python3-xdg": PYXDG_CHOICES}
