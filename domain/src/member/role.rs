//! Roles, each granted for one area of the tree and everything below it.

use crate::words::words;

words! {
    /// What somebody is to the community. Every signed-in person is a resident.
    Role {
        /// 居民.
        Resident = "resident",
        /// 志愿者 (a verified party member is a volunteer with a verified report-in).
        Volunteer = "volunteer",
        /// 楼栋长: looks after one building (product.md M25).
        Steward = "steward",
        /// 网格员: every address of a grid resolves to this one person (product.md M24).
        GridWorker = "grid_worker",
        /// 派单员.
        Dispatcher = "dispatcher",
        /// 社区管理员: menu, people, areas.
        CommunityAdmin = "community_admin",
        /// 街道·区 coordinator: takes what a community cannot solve.
        Coordinator = "coordinator",
        /// 审计员: reads, never writes.
        Auditor = "auditor",
        /// 系统管理员: accounts and settings, no cases.
        SystemAdmin = "system_admin",
    }
}

impl Role {
    /// Whether an area has at most one person with this role: whoever asks gets one name.
    #[must_use]
    pub const fn is_one_in_its_area(self) -> bool {
        matches!(self, Self::Steward | Self::GridWorker)
    }

    /// Whether it is a role of the staff: signs in with password and TOTP.
    #[must_use]
    pub const fn is_staff(self) -> bool {
        !matches!(self, Self::Resident | Self::Volunteer | Self::Steward | Self::GridWorker)
    }
}
