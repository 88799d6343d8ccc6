//! The requests that were not reasonable, or not ours: each with its reason, an explanation a
//! neighbour can follow, and what to do instead (product.md 4.17).

use domain::order::RejectReason;

/// One refusal.
#[derive(Debug, Clone, Copy)]
pub(super) struct Refusal {
    pub(super) item: &'static str,
    pub(super) details: &'static str,
    pub(super) reason: RejectReason,
    pub(super) explanation: &'static str,
    pub(super) alternative: &'static str,
    /// She appealed with these words, and was told this.
    pub(super) appeal: Option<(&'static str, &'static str)>,
}

const fn refusal(
    item: &'static str,
    reason: RejectReason,
    details: &'static str,
    explanation: &'static str,
    alternative: &'static str,
) -> Refusal {
    Refusal { item, details, reason, explanation, alternative, appeal: None }
}

use RejectReason::{NotAllowed, OutOfScope, PrivateMatter, SettledBefore, Unclear};

/// As many as the seed's figures leave.
pub(super) const REFUSALS: [Refusal; super::REFUSED] = [
    Refusal {
        appeal: Some((
            "我家两台车，老人看病离不得车，凭啥不能划一个固定的？",
            "街道看过了：车位是全院的，不能划给一家。就医用车可以提前登记，微管家帮您留单元门口的临停位。",
        )),
        ..refusal(
            "parking",
            NotAllowed,
            "请把单元门口那个车位划给我家专用，我可以自己装地锁。",
            "院内车位归全体业主共用，社区不能划给某一家，私装地锁也不允许。",
            "可以参加车位轮换登记，就医用车提前跟楼栋微管家说一声，帮您留临停位。",
        )
    },
    refusal(
        "parking",
        OutOfScope,
        "外面大街上老贴条，请社区帮我把罚单销了。",
        "市政道路的处罚由交警决定，社区没有这个权力。",
        "如果认为处罚有误，可在六十日内申请复议，会客厅周三有法律咨询。",
    ),
    refusal(
        "bedside_care",
        OutOfScope,
        "想请志愿者每天来家里做饭、打扫、照顾老人，长期的。",
        "志愿服务是短时的、自愿的，长期的住家照护需要专业机构。",
        "已把居家养老服务的名单和补贴办法送到您手里，评估合格的每月可以抵一部分费用。",
    ),
    refusal(
        "medicine",
        NotAllowed,
        "请帮我买十盒安眠药，没有处方，多跑几家凑一下。",
        "处方药没有处方不能代买，更不能几家拼着买，这关系到您的安全。",
        "已经联系社区卫生站，医生今天下午可以电话问诊；睡不着也可以约心理疏导。",
    ),
    refusal(
        "shopping",
        NotAllowed,
        "银行卡和密码给志愿者，帮我去取两万块钱。",
        "志愿者不经手银行卡、密码和大额现金，这是为了保护您，也保护志愿者。",
        "可以约一次顺风接送，有人陪您到网点，自己在柜台办。",
    ),
    refusal(
        "noise",
        NotAllowed,
        "请把楼上那家的电话和身份证号给我，我自己去告他。",
        "邻居的个人信息不能给出去。",
        "可以请调解员分别走访，调解不成的再教您怎么报警、怎么起诉。",
    ),
    Refusal {
        appeal: Some((
            "他家狗天天叫，你们就是和稀泥，我要求必须没收。",
            "街道看过了：没有证据表明犬只伤人或无证，不能没收。已请养犬管理的同志上门提醒，晚上犬只关到里屋。",
        )),
        ..refusal(
            "noise",
            NotAllowed,
            "请社区把对门的狗没收了。",
            "社区没有没收犬只的权力，对门的狗也办了证。",
            "可以约双方到会客厅坐一坐；夜间持续吵闹可以拨打报警电话登记。",
        )
    },
    refusal(
        "drying_rack",
        PrivateMatter,
        "楼上装修渗水把我家墙面泡了，请志愿者来重新刮墙，工钱社区出。",
        "这是两家之间的赔偿，社区不能替哪一家出钱。",
        "先拍照留证，可以约法律咨询，再请调解员陪你们一起看现场。",
    ),
    refusal(
        "micro_wish",
        OutOfScope,
        "想要一台最新款的手机，五千多的那种。",
        "微心愿一般在两百元以内，想让更多家庭都圆得上。",
        "旧手机屏幕碎了可以约家电小修，社区还有一批检测过的旧机可以借用。",
    ),
    refusal(
        "residence_proof",
        OutOfScope,
        "请开一份证明，说我从来没有过纠纷、品行良好。",
        "品行证明不在社区可以开的清单里，社区也核实不了。",
        "问清楚对方要的是哪一种材料，多数情况可以用派出所的无犯罪记录证明代替，我们可以教您在手机上申请。",
    ),
    refusal(
        "allowance",
        SettledBefore,
        "低保上个月没批，请再帮我报一次，材料跟上次一样。",
        "上次的核算结果和依据已经书面告诉过您，收入情况没有变，结果不会变。",
        "如果家里有人新确诊大病或者失业，带上证明可以随时重新申请；也可以先申请临时救助。",
    ),
    refusal(
        "public_facility",
        PrivateMatter,
        "我家阳台的防盗栏锈了，请社区来换新的。",
        "自家阳台的防盗栏属于自家财产，维修由业主自己负责。",
        "可以请志愿者先看看牢不牢，另有两家价格公道的门窗店的电话给您。",
    ),
    refusal(
        "ride",
        OutOfScope,
        "请每天早晚接送孩子上下学，学校有点远。",
        "顺风接送是临时帮忙，天天固定的接送谁也保证不了，也有安全责任。",
        "已帮您问到学校的定制公交，另外三户同路的家长愿意轮流带。",
    ),
    refusal(
        "environment",
        NotAllowed,
        "门口那棵黄葛树挡了我家光，请组织人把它砍了。",
        "那是挂了牌的老树，谁也不能砍。",
        "可以请园林的师傅来看看能不能修枝，已帮您登记。",
    ),
    refusal(
        "proposal",
        Unclear,
        "你们想想办法嘛，到处都要改。",
        "电话打了三次没有接通，纸条留了也没有回音，不知道您具体指什么。",
        "欢迎随时到议事会坐坐，或者写上地点和想法重新点一次。",
    ),
];
