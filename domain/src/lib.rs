//! DECIDES. The rules of Linli, pure: no clock, no randomness, no I/O; it compiles for the
//! browser and is tested in milliseconds.
//!
//! The glossary, one line a noun:
//!
//! | Noun | 中文 | What it is |
//! |---|---|---|
//! | [`order::Order`] | 点单 | something a resident asked for, moved by [`order::TRANSITIONS`] |
//! | [`assignment`] | 接单 | one person's part in one order |
//! | [`dispatch`] | 派单 | who is asked, in which order, and why |
//! | [`menu`] | 菜单 | what can be ordered, behind three doors |
//! | [`area`] | 区域 | the tree 区·街道·社区·小区·楼栋 |
//! | [`member`] | 成员 | people, roles, and the one table of permissions |
//! | [`ledger`] | 积分账 | points: transfers between accounts, never below zero |
//! | [`calendar`] | 工作日历 | working time, with 调休 as data |
//! | [`quiet`] | 不打扰 | the hours in which somebody is not asked |
//! | [`form`] | 表单 | raw fields to a command, or what is wrong with each field |
//! | [`import`] | 导入 | a community's own lists, and what can be wrong with one |
//! | [`event`] | 动态 | what happened, append-only |
//! | [`photo`] | 照片 | pictures that go with what happened |
//! | [`refusal`] | 婉拒 | every business "no", each with a message in both languages |

pub mod area;
pub mod assignment;
pub mod calendar;
pub mod dispatch;
pub mod event;
pub mod form;
pub mod id;
pub mod import;
pub mod ledger;
pub mod member;
pub mod menu;
pub mod order;
pub mod photo;
pub mod quiet;
pub mod refusal;
pub mod time;
pub mod view;
mod words;

pub use refusal::Refusal;
pub use words::UnknownWord;
