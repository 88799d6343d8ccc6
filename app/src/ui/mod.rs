//! The parts every screen is made of. They know no noun of ours and carry no words of their own:
//! text comes in as props or children, in the reader's language. Every part works before the
//! script arrives and without it.
//!
//! `docs/DESIGN.md` shows each of them with an example. Text props are [`TextProp`]: pass a
//! string, or a closure when it can change while the page is open.
//!
//! [`TextProp`]: leptos::text_prop::TextProp

mod app_nav;
mod avatar;
mod badge;
mod button;
mod card;
mod chip;
mod choice;
mod clock;
mod code_input;
mod court;
mod data_table;
mod door;
mod empty;
mod facts;
mod field;
mod icon;
mod key_digits;
mod list_row;
mod mark;
mod menu_tile;
mod notice;
mod page_head;
mod pager;
mod photo;
mod section;
mod sheet;
mod shell;
mod skeleton;
mod stat;
mod steps;
mod tabs;
mod timeline;
mod toast;
mod tone;
mod top_bar;

pub use app_nav::{AppNav, NavItem, Room};
pub use avatar::Avatar;
pub use badge::StateBadge;
pub use button::{Actions, Button, ButtonKind, ButtonLink};
pub use card::Card;
pub use chip::{Chip, Chips, Tag, Tags};
pub use choice::{Choice, ChoiceGroup, ChoiceKind};
pub use clock::{Clock, ClockTone};
pub use code_input::CodeInput;
pub use court::Court;
pub use data_table::{Cell, DataTable, TableRow};
pub use door::{DoorCard, Doors, Gate};
pub use empty::Empty;
pub use facts::{Fact, Facts};
pub use field::{Field, FirstWrong, Select, TextArea};
pub use icon::{Icon, IconName};
pub use key_digits::KeyDigits;
pub use list_row::{List, ListRow};
pub use mark::Mark;
pub use menu_tile::{MenuTile, MenuTiles};
pub use notice::{Notice, NoticeTone};
pub use page_head::PageHead;
pub use pager::Pager;
pub use photo::{Photo, Photos};
pub use section::Section;
pub use sheet::Sheet;
pub use shell::{Page, PageWidth, Shell};
pub use skeleton::Skeleton;
pub use stat::{Stat, Stats};
pub use steps::{Step, StepState, Steps};
pub use tabs::{Tab, Tabs};
pub use timeline::{Timeline, TimelineItem};
pub use toast::{Toast, ToastArea};
pub use tone::{Hue, Tone};
pub use top_bar::{ToolButton, ToolLink, TopBar};
