//! Dispatch modes (product.md 5.5).

use crate::words::words;

words! {
    /// Who is asked.
    Mode {
        /// 指派: one named person.
        Direct = "direct",
        /// 分批推荐: three times the missing people, then three more, three waves.
        Waves = "waves",
        /// 抢单: everybody eligible, from a visible list.
        Pool = "pool",
        /// 派给队伍: a team's leader fills the places.
        Team = "team",
        /// 轮值: the regular helper of a recurring order.
        Rota = "rota",
        /// 机构承接: an organisation under contract.
        Supplier = "supplier",
    }
}
