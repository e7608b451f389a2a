"""What the layouts must do, as data for check_layouts.py: written down apart from the layouts themselves."""

# EasyOS: for each menu its groups in order. A group: name, True where a separator stands before it, and the categories
# that put an entry with no other category there. Viewer and ProjectManagement have several groups in EasyOS; here is
# the one for an entry with nothing else.
EASYOS = {
    "Desktop": [
        ("Sub", False, "X-Desktop"),
        ("appearance", False, "X-Desktop-appearance DesktopSettings"),
        ("settings", True, "X-Desktop-settings X-DesktopCountry Accessibility Settings"),
        ("windows", True, "X-Desktop-windows"),
        ("sleep", True, "X-Desktop-sleep Screensaver"),
        ("applet", True, "X-Desktop-applet X-DesktopApplets Clock"),
    ],
    "System": [
        ("Sub", False, "X-System System HardwareSettings Core"),
        ("process", True, "X-System-process Monitor X-SystemSchedule"),
        ("memory", True, "X-System-memory X-SystemMemory"),
        ("print", True, "X-System-print Printing"),
        ("storage", True, "X-System-storage"),
        ("security", True, "X-System-security Security"),
    ],
    "Setup": [
        ("Sub", False, "X-Setup"),
        ("puppy", False, "X-Setup-puppy X-SetupEntry PackageManager"),
        ("wizard", True, "X-Setup-wizard X-SetupWizard"),
        ("installation", True, "X-Setup-installation X-SetupUtility"),
    ],
    "Utility": [
        ("Sub", False, "X-Utility Utility Electronics Emulator Engineering"),
        ("development", True,
         "X-Utility-development Development Building Debugger IDE Profiling RevisionControl Translation GUIDesigner"),
        ("package", True, "X-Utility-package Archiving Compression"),
        ("shell", True, "X-Utility-shell TerminalEmulator Shell"),
        ("help", True, "X-Utility-help Documentation"),
    ],
    "Filesystem": [
        ("Sub", False, "X-Filesystem FileSystem FileTools Filesystem"),
        ("filemanager", False, "X-Filesystem-filemanager FileManager"),
        ("mount", True, "X-Filesystem-mount X-FilesystemMount"),
        ("find", True, "X-Filesystem-find X-FilesystemFind"),
        ("storage", True, "X-Filesystem-storage X-FilesystemUtility"),
        ("audit", True, "X-Filesystem-audit"),
    ],
    "Graphic": [
        ("Sub", False, "X-Graphic 2DGraphics 3DGraphics Graphics"),
        ("paint", False, "X-Graphic-paint RasterGraphics"),
        ("draw", False, "X-Graphic-draw VectorGraphics"),
        ("flow", True, "X-Graphic-flow Chart FlowChart Presentation"),
        ("viewer", True, "X-Graphic-viewer Viewer"),
        ("camera", True, "X-Graphic-camera Photography"),
        ("scanner", True, "X-Graphic-scanner Scanning OCR"),
        ("print", True, "X-Graphic-print"),
        ("utility", True, "X-Graphic-utility X-GraphicUtility"),
    ],
    "Document": [
        ("Sub", False, "X-Document Office"),
        ("layout", False, "X-Document-layout WordProcessor WebDevelopment Publishing"),
        ("catalog", True, "X-Document-catalog Dictionary"),
        ("edit", True, "X-Document-edit TextEditor"),
        ("viewer", True, "X-Document-viewer"),
        ("utility", False, "X-Document-utility X-DocumentUtility TextTools"),
    ],
    "Business": [
        ("Sub", False, "X-Business X-Calculate Database"),
        ("spreadsheet", True, "X-Business-spreadsheet Spreadsheet"),
        ("planner", True, "X-Business-planner ProjectManagement"),
        ("finance", True, "X-Business-finance Finance"),
        ("calc", True, "X-Business-calc Calculator X-CalculateUtility"),
    ],
    "Personal": [
        ("Sub", False, "X-Personal"),
        ("database", True, "X-Personal-database ContactManagement"),
        ("date", True, "X-Personal-date Calendar"),
        ("organizer", True, "X-Personal-organizer PDA"),
        ("security", True, "X-Personal-security"),
        ("timing", True, "X-Personal-timing X-PersonalUtility"),
        ("education", True,
         "X-Personal-education Languages Science ArtificialIntelligence Astronomy Biology Chemistry ComputerScience "
         "DataVisualization Economy Electricity Geography Geology Geoscience History ImageProcessing Literature "
         "Math NumericalAnalysis MedicalSoftware Physics Robotics Sports ParallelComputing Education Art "
         "Construction Humanities Maps Spirituality"),
    ],
    "Network": [
        ("Sub", False, "X-Network Network"),
        ("firewall", True, "X-Network-firewall"),
        ("phone", True, "X-Network-phone Dialup TelephonyTools"),
        ("connect", True, "X-Network-connect HamRadio RemoteAccess"),
        ("transfer", True, "X-Network-transfer"),
        ("utility", True, "X-Network-utility"),
    ],
    "Internet": [
        ("Sub", False, "X-Internet"),
        ("browser", True, "X-Internet-browser WebBrowser"),
        ("chat", True, "X-Internet-chat InstantMessaging Chat VideoConference"),
        ("mailnews", True, "X-Internet-mailnews Email News Feed"),
        ("transfer", True, "X-Internet-transfer Telephony IRCClient FileTransfer P2P"),
        ("login", True, "X-Internet-login"),
        ("block", True, "X-Internet-block"),
        ("utility", True, "X-Internet-utility"),
    ],
    "Multimedia": [
        ("Sub", False, "X-Multimedia Recorder"),
        ("mediaplayer", False, "X-Multimedia-mediaplayer Player"),
        ("audiovideo", True, "X-Multimedia-audiovideo AudioVideo AudioVideoEditing Tuner"),
        ("sound", True, "X-Multimedia-sound Music Audio Midi Mixer Sequencer"),
        ("video", True, "X-Multimedia-video Video TV"),
        ("optical", True, "X-Multimedia-optical DiskBurning DiscBurning"),
        ("utility", True, "X-Multimedia-utility"),
    ],
    "Fun": [
        ("Sub", False, "X-Fun Game Amusement BlocksGame KidsGame Simulation SportsGame"),
        ("adventure", True, "X-Fun-adventure ActionGame AdventureGame RolePlaying"),
        ("boardgame", True, "X-Fun-boardgame BoardGame"),
        ("cardgame", True, "X-Fun-cardgame CardGame"),
        ("puzzle", True, "X-Fun-puzzle StrategyGame LogicGame"),
        ("shooter", True, "X-Fun-shooter Shooter"),
        ("arcade", True, "X-Fun-arcade ArcadeGame"),
    ],
}

MAIN = """AudioVideo Audio Video Development Education Game Graphics Network Office Science Settings System
    Utility""".split()

# The registered additional categories, each with the categories that it is used with (alternatives after a comma).
REGISTRY = """
Development: Building Debugger IDE GUIDesigner Profiling RevisionControl Translation
Office: Calendar ContactManagement Chart Finance FlowChart PDA Presentation Spreadsheet WordProcessor
Office, Development, AudioVideo: Database
Office, TextTools: Dictionary
Office, Network: Email
Office, Development: ProjectManagement
Graphics: 2DGraphics 3DGraphics Scanning
Graphics;2DGraphics: VectorGraphics RasterGraphics
Graphics;Scanning: OCR
Graphics, Office: Photography Publishing Viewer
Utility: TextTools TelephonyTools Archiving Calculator Clock TextEditor
Settings: DesktopSettings HardwareSettings PackageManager
HardwareSettings;Settings: Printing
Network: Dialup InstantMessaging Chat IRCClient Feed FileTransfer News P2P RemoteAccess Telephony VideoConference
    WebBrowser
Network, Audio: HamRadio
Network, Development: WebDevelopment
AudioVideo;Audio: Midi Mixer Sequencer Tuner
AudioVideo;Video: TV
Audio, Video, AudioVideo: AudioVideoEditing Player Recorder
AudioVideo: DiscBurning
Game: ActionGame AdventureGame ArcadeGame BoardGame BlocksGame CardGame KidsGame LogicGame RolePlaying Shooter
    Simulation SportsGame StrategyGame
Education, Science: Art Construction Languages ArtificialIntelligence Astronomy Biology Chemistry ComputerScience
    DataVisualization Economy Electricity Geography Geology Geoscience History Humanities ImageProcessing Literature
    Math MedicalSoftware Physics Robotics Sports
AudioVideo, Education: Music
Education, Science, Utility: Maps Spirituality
Education;Math, Science;Math: NumericalAnalysis
Education;ComputerScience, Science;ComputerScience: ParallelComputing
-: Amusement Electronics Engineering Documentation Core
Utility;Archiving: Compression
System, Game: Emulator
Utility, System: FileTools
System;FileTools: FileManager
System: TerminalEmulator Filesystem
System, Network: Monitor
Settings, System: Security
Settings, Utility: Accessibility
"""

# Categories that name a toolkit or a warning: they place nothing.
NO_PLACE = "KDE GNOME XFCE GTK Qt Motif Java ConsoleOnly Adult".split()

# Applications and kinds of applications: categories, group in the EasyOS layout, menu in the plain layout.
APPLICATIONS = """
Firefox | Network;WebBrowser | Internet-browser | Internet
Tor Browser | Network;WebBrowser;Security | Internet-browser | Internet
SeaMonkey | Network;WebBrowser;Email | Internet-browser | Internet
Konqueror | Qt;KDE;Network;WebBrowser;FileManager;Core | Internet-browser | Internet
Thunderbird | Network;Email | Internet-mailnews | Internet
Claws Mail | GTK;Network;Email;News | Internet-mailnews | Internet
Evolution | GNOME;GTK;Office;Email;Calendar;ContactManagement | Internet-mailnews | Office
Liferea | GTK;Network;Feed;News | Internet-mailnews | Internet
gPodder | AudioVideo;Audio;Network;FileTransfer;News | Internet-mailnews | Multimedia
Pidgin | Network;InstantMessaging | Internet-chat | Internet
Telegram | Chat;Network;InstantMessaging;Qt | Internet-chat | Internet
Jitsi | AudioVideo;Audio;Video;VideoConference;Network | Internet-chat | Multimedia
HexChat | GTK;Network;IRCClient | Internet-transfer | Internet
Transmission | Network;FileTransfer;P2P;GTK | Internet-transfer | Internet
FileZilla | Network;FileTransfer | Internet-transfer | Internet
Remmina | GTK;GNOME;Network;RemoteAccess | Network-connect | Internet
PuTTY | Network;RemoteAccess;TerminalEmulator | Network-connect | Internet
gqrx | AudioVideo;Audio;HamRadio | Network-connect | Multimedia
Wireshark | Network;Monitor;Qt | Network-utility | Internet
GNOME nettool | GNOME;GTK;Network;System | Network-Sub | Internet
Zenmap | Network;System;Security | System-security | Internet
KeePassXC | Utility;Security;Qt | System-security | Accessories
gufw | GNOME;GTK;Settings;Security | System-security | Settings
VLC | AudioVideo;Player;Recorder | Multimedia-mediaplayer | Multimedia
mpv | AudioVideo;Audio;Video;Player;TV | Multimedia-mediaplayer | Multimedia
TV player | AudioVideo;Audio;Video;Player;Recorder;TV | Multimedia-mediaplayer | Multimedia
Spotify | Audio;Music;Player;AudioVideo | Multimedia-mediaplayer | Multimedia
Audacity | AudioVideo;Audio;AudioVideoEditing | Multimedia-audiovideo | Multimedia
HandBrake | AudioVideo;Audio;Video | Multimedia-audiovideo | Multimedia
Ardour | AudioVideo;Audio | Multimedia-sound | Multimedia
MuseScore | Qt;Audio;Sequencer;Midi;Music;AudioVideo | Multimedia-sound | Multimedia
pavucontrol | AudioVideo;Audio;Mixer;GTK;Settings | Multimedia-sound | Multimedia
Solfege | Education;Music;AudioVideo | Multimedia-sound | Multimedia
Video tool | AudioVideo;Video | Multimedia-video | Multimedia
Cheese | GNOME;GTK;AudioVideo;Video;Recorder | Multimedia-Sub | Multimedia
Brasero | GTK;GNOME;AudioVideo;DiscBurning | Multimedia-optical | Multimedia
GIMP | Graphics;2DGraphics;RasterGraphics;GTK | Graphic-paint | Graphics
Inkscape | Graphics;VectorGraphics;GTK | Graphic-draw | Graphics
LibreOffice Draw | Office;FlowChart;Graphics;2DGraphics;VectorGraphics | Graphic-flow | Office
LibreOffice Impress | Office;Presentation | Graphic-flow | Office
Dia | GTK;Graphics;VectorGraphics;FlowChart | Graphic-flow | Graphics
Blender | Graphics;3DGraphics | Graphic-Sub | Graphics
gcolor3 | GTK;Graphics | Graphic-Sub | Graphics
gThumb | GNOME;GTK;Graphics;Viewer;RasterGraphics;2DGraphics;Photography | Graphic-viewer | Graphics
darktable | Graphics;Photography;GTK | Graphic-camera | Graphics
XSane | Graphics;2DGraphics;RasterGraphics;Scanning | Graphic-scanner | Graphics
gscan2pdf | Graphics;Scanning;OCR | Graphic-scanner | Graphics
LibreCAD | Graphics;VectorGraphics;Engineering | Graphic-draw | Graphics
Evince | GNOME;GTK;Office;Viewer;Graphics;2DGraphics;VectorGraphics | Document-viewer | Office
Okular | Qt;KDE;Graphics;Office;Viewer | Document-viewer | Office
Hex viewer | Utility;Viewer | Utility-Sub | Accessories
Scribus | Qt;Graphics;Publishing | Document-layout | Graphics
LibreOffice Writer | Office;WordProcessor | Document-layout | Office
LibreOffice | Office;X-Red-Hat-Base | Document-Sub | Office
LibreOffice Math | Office;Education;Science;Math | Document-Sub | Office
Bluefish | GTK;Development;WebDevelopment | Document-layout | Development
Mousepad | GTK;Utility;TextEditor | Document-edit | Accessories
gedit | GNOME;GTK;Utility;TextEditor;Core | Document-edit | Accessories
Kate | Qt;KDE;Utility;TextEditor;Development | Document-edit | Development
GoldenDict | Office;Dictionary;Education;Qt | Document-catalog | Office
Geany | GTK;Development;IDE;TextEditor | Utility-development | Development
Visual Studio Code | TextEditor;Development;IDE | Utility-development | Development
gitg | GNOME;GTK;Development;RevisionControl | Utility-development | Development
Meld | GTK;Development | Utility-development | Development
Arduino | Development;IDE;Electronics | Utility-development | Development
GanttProject | Office;ProjectManagement | Business-planner | Office
Issue tracker | Development;ProjectManagement | Utility-development | Development
Gnumeric | GNOME;GTK;Office;Spreadsheet;Science;Math | Business-spreadsheet | Office
LibreOffice Base | Office;Database;Development | Business-Sub | Office
DB Browser | Development;Utility;Database;Qt | Business-Sub | Development
GnuCash | GTK;GNOME;Office;Finance | Business-finance | Office
Galculator | GTK;Utility;Calculator | Business-calc | Accessories
Qalculate | GTK;Education;Science;Math;Utility;Calculator | Business-calc | Science
Orage | GTK;Office;Calendar;Clock | Personal-date | Office
Osmo | GTK;Office;Calendar;ContactManagement | Personal-date | Office
Stellarium | Astronomy;Education;Science | Personal-education | Science
Marble | Qt;KDE;Education;Geography | Personal-education | Education
Anki | Education;Languages;KDE;Qt | Personal-education | Education
Maps | GNOME;GTK;Utility;Maps | Personal-education | Accessories
KiCad | Science;Electronics | Utility-Sub | Science
VirtualBox | Emulator;System | Utility-Sub | System
DOSBox | Game;Emulator | Fun-Sub | Games
Steam | Network;FileTransfer;Game | Fun-Sub | Games
GCompris | Qt;KDE;Education;Game;KidsGame | Fun-Sub | Games
Tux Math | Game;Education;Math | Fun-Sub | Games
Freeciv | Game;StrategyGame;Simulation | Fun-puzzle | Games
gbrainy | Game;LogicGame;BoardGame | Fun-boardgame | Games
SuperTuxKart | Game;ArcadeGame;ActionGame | Fun-arcade | Games
Thunar | System;Utility;Core;GTK;FileTools;FileManager | Filesystem-filemanager | System
GParted | GNOME;System;Filesystem | Filesystem-Sub | System
GtkHash | GTK;Utility;FileTools;Security | System-security | Accessories
File Roller | GTK;GNOME;Utility;Archiving;Compression | Utility-package | Accessories
Sakura | GTK;System;TerminalEmulator;Utility | Utility-shell | System
Yelp | GNOME;GTK;Core;Documentation;Utility | Utility-help | Accessories
Devhelp | GNOME;GTK;Development;Documentation | Utility-help | Development
Synaptic | PackageManager;GTK;System;Settings | Setup-puppy | Settings
htop | System;Monitor;ConsoleOnly | System-process | System
System monitor | GNOME;GTK;System;Monitor;Core | System-process | System
Printers | System;Settings;HardwareSettings;Printing | System-print | Settings
Bluetooth | GTK;GNOME;Settings;HardwareSettings | System-Sub | Settings
Timeshift | System | System-Sub | System
LXAppearance | GTK;Settings;DesktopSettings | Desktop-appearance | Settings
LXRandR | GTK;Settings;DesktopSettings;HardwareSettings | Desktop-appearance | Settings
XScreenSaver | Settings;DesktopSettings;Security | Desktop-appearance | Settings
Greeter settings | System;Settings | Desktop-settings | Settings
Orca | GNOME;GTK;Utility;Accessibility | Desktop-settings | Accessories
Clocks | GNOME;GTK;Utility;Clock | Desktop-applet | Accessories
Character map | GNOME;GTK;Utility | Utility-Sub | Accessories
"""

# Titles of the .directory files and labels exist in these languages, beside English.
LANGUAGES = "bg cs da de el es fi fr hu it ja ko nb nl pl pt pt_BR ro ru sk sv tr uk zh_CN zh_TW".split()

LABELS = """menu more windows run desktop theme reload restart about logout window-menu close
    maximize minimize shade stick always-on-top always-below fullscreen raise
    lower kill send-to look-light look-dark look-contrast look-easyos""".split()
