//! Names as an old quarter of Sichuan has them: surnames by how common they are, given names by
//! generation. Any likeness to a living person is the likeness of common names.

use domain::member::Gender;
use rand::Rng;
use rand::seq::IndexedRandom;

/// The more common, the earlier; [`surname`] draws early ones more often.
const SURNAMES: &[&str] = &[
    "王", "李", "张", "刘", "陈", "杨", "黄", "罗", "周", "何", "曾", "邓", "唐", "钟", "赵", "吴", "徐",
    "胡", "谢", "林", "余", "朱", "高", "郭", "马", "曹", "蒋", "廖", "龚", "魏", "雷", "宋", "冯", "程",
    "彭", "袁", "许", "韩", "范", "叶", "毛", "卢", "宁", "颜", "詹", "甘", "古", "游", "缪", "车", "喻",
    "舒", "漆", "倪", "涂", "侯", "欧阳", "谭", "万", "覃",
];

/// Given names of one generation.
struct Generation {
    /// Born before this year.
    before: i32,
    women: &'static [&'static str],
    men: &'static [&'static str],
}

const GENERATIONS: &[Generation] = &[
    Generation {
        before: 1948,
        women: &[
            "桂芳", "素珍", "秀英", "玉兰", "淑清", "素华", "光碧", "德珍", "永芳", "桂英", "淑贞", "玉珍",
            "碧清", "绍芳", "泽芬", "世珍", "明碧", "富英", "素芬", "凤仙",
        ],
        men: &[
            "德明", "世清", "光荣", "绍华", "泽民", "永康", "富全", "文才", "树清", "银山", "国富", "明轩",
            "正良", "宗贵", "仲华", "长发", "炳林", "吉安", "元成", "少云",
        ],
    },
    Generation {
        before: 1968,
        women: &[
            "建华", "秀兰", "玉芬", "淑芳", "学芳", "光琼", "世蓉", "德芬", "国珍", "素琼", "永红", "晓兰",
            "桂蓉", "明秀", "洪英", "俊芳", "泽琼", "远芳", "正秀", "利华", "朝芬", "开秀",
        ],
        men: &[
            "建国", "国强", "建军", "光明", "德华", "世平", "永忠", "志明", "文武", "泽贵", "大成", "洪伟",
            "正华", "跃进", "援朝", "学文", "远明", "朝阳", "开德", "克勤", "树林", "家富",
        ],
    },
    Generation {
        before: 1983,
        women: &[
            "丽", "红梅", "晓燕", "艳", "小蓉", "静", "敏", "海燕", "春梅", "丽华", "雪梅", "燕", "晓琴",
            "莉", "玲", "琼", "冬梅", "利", "志英", "素萍", "小芳", "永丽",
        ],
        men: &[
            "勇", "军", "强", "伟", "建", "小平", "志刚", "涛", "晓东", "永刚", "斌", "海波", "明", "小兵",
            "志勇", "云", "大勇", "国庆", "宏", "林", "树平", "建平",
        ],
    },
    Generation {
        before: 2001,
        women: &[
            "婷", "雪", "佳", "丹", "雨", "倩", "莹", "思思", "瑶", "璐", "梦", "欣", "小雨", "娟", "薇",
            "晓雪", "琳", "诗雨", "婷婷", "洁", "雯", "玉洁",
        ],
        men: &[
            "鹏", "杰", "浩", "磊", "鑫", "超", "凯", "俊", "宇", "志远", "晓峰", "帅", "川", "亮", "洋",
            "文杰", "小龙", "飞", "旭", "俊杰", "涵", "航",
        ],
    },
    Generation {
        before: i32::MAX,
        women: &[
            "梓涵", "欣怡", "雨桐", "诗涵", "可欣", "一诺", "语嫣", "思琪", "若曦", "佳怡", "雨萱", "紫萱",
            "子墨", "沐晴", "依诺", "艺馨", "梦瑶", "安琪", "书瑶", "婉清",
        ],
        men: &[
            "子轩", "浩宇", "梓豪", "宇航", "俊熙", "博文", "皓轩", "沐阳", "一鸣", "子涵", "天佑", "铭泽",
            "思源", "睿", "奕辰", "嘉豪", "泽宇", "昊然", "明哲", "承志",
        ],
    },
];

/// A family name.
pub(super) fn surname(rng: &mut impl Rng) -> &'static str {
    // the smaller of two draws: a falling line, steep enough for the long tail to stay rare
    let last = SURNAMES.len();
    SURNAMES[rng.random_range(0..last).min(rng.random_range(0..last))]
}

/// A given name of the generation born in `year`.
pub(super) fn given(rng: &mut impl Rng, gender: Gender, year: i32) -> &'static str {
    let generation = GENERATIONS
        .iter()
        .find(|generation| year < generation.before)
        .expect("the last generation has no end");
    let names = match gender {
        Gender::Female => generation.women,
        Gender::Male => generation.men,
    };
    names.choose(rng).expect("no list of names is empty")
}
