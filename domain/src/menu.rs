//! The service menu 菜单: what residents can order, behind three doors.

use crate::words::words;

words! {
    /// The three doors of the first page (seed 003: 政务服务+便民服务+群众诉求).
    Door {
        /// 政务服务.
        Government = "government",
        /// 便民服务.
        Convenience = "convenience",
        /// 群众诉求.
        Appeal = "appeal",
    }
}

words! {
    /// How soon: sets the promise and every offer clock (product.md 5.1).
    Urgency {
        /// Today.
        U1 = "u1",
        /// Within 48 hours.
        U2 = "u2",
        /// Within 7 days.
        U3 = "u3",
        /// On an agreed date.
        U4 = "u4",
    }
}

words! {
    /// Who may do it.
    Doer {
        /// Any volunteer of the community.
        Volunteer = "volunteer",
        /// Verified party members only.
        PartyMember = "party_member",
        /// Staff of the desk do it themselves.
        Staff = "staff",
    }
}

words! {
    /// Skills an item can ask for and a volunteer can have.
    Skill {
        /// 水电维修.
        Repair = "repair",
        /// 家电.
        Appliance = "appliance",
        /// 理发.
        Hairdressing = "hairdressing",
        /// 急救.
        FirstAid = "first_aid",
        /// 心理疏导.
        Counselling = "counselling",
        /// 课业辅导.
        Tutoring = "tutoring",
        /// 法律.
        Law = "law",
        /// 手机使用.
        Phone = "phone",
        /// 驾驶.
        Driving = "driving",
        /// 照护.
        Care = "care",
    }
}

words! {
    /// Danger to the person; `raised` needs insurance on record before anybody may accept
    /// (志愿服务条例 art. 17).
    Risk {
        /// No more than daily life.
        Ordinary = "ordinary",
        /// Heights, electricity, vehicles, infection.
        Raised = "raised",
    }
}
