//! The real figures: each view at its defaults and at the settings that strain it.

use octet::charts::figure::Figure;
use octet::charts::voice::Voice;
use octet::experiments::Experiment;
use octet::scenario::Scenario;
use octet::scenario::link::parse;
use octet::views::{asides, quantize_sweep, show, show_aside, whole};

/// What the figures' names get for a tail, and the link. What is measured in these links is made up, of no machine.
const SCENES: [(&str, &str); 52] = [
    ("", "#/"),
    ("-fleet", "#/?puzzle=fleet"),
    ("-fp16", "#/?puzzle=fp16"),
    ("-since", "#/?puzzle=since"),
    ("-fp32", "#/?puzzle=fp32"),
    ("", "#/bits"),
    ("-log", "#/bits?axis=log&x=1~3&format=e5m2"),
    ("-fp32", "#/bits?format=fp32"),
    ("-beyond", "#/bits?x=465&from=-700&to=700&overflow=nonsaturate"),
    ("-scale", "#/bits?x=3&format=e8m0fnu"),
    ("-own", "#/bits?x=0x21&format=custom&exponent=3&mantissa=2&rules=finite&rounding=stochastic"),
    ("", "#/quantize?count=4096"),
    ("-strained", "#/quantize?count=4096&input=outlier&format=e5m2&scaling=tensor"),
    ("-clipped", "#/quantize?count=4096&sigma=500&overflow=nonsaturate"),
    ("-blocks", "#/quantize?input=lognormal&count=2048&columns=64&format=e2m1fn&scaling=mx32&rule=rceil"),
    ("-own", "#/quantize?input=data&columns=3&format=custom&rounding=stochastic&data=0.1~17~-500~0~1e-7~2"),
    ("", "#/accumulate?length=4096"),
    ("-tensor-core", "#/accumulate?length=4096&accumulator=tensor14&order=promotion"),
    ("-harmonic", "#/accumulate?preset=harmonic&length=4096"),
    ("-swamping", "#/accumulate?preset=swamping&length=8192"),
    ("-stochastic", "#/accumulate?preset=stochastic&length=16384&runs=8&accumulator=bf16"),
    ("-deepseek", "#/accumulate?preset=promotion&length=1024"),
    ("-muller", "#/accumulate?preset=muller&steps=30"),
    ("-logistic", "#/accumulate?preset=logistic"),
    ("-moons", "#/train?steps=40&seeds=3&width=8&batch=8"),
    ("-all", "#/train?task=digits&steps=20&seeds=2&width=8&batch=8&compare=all"),
    ("-stochastic", "#/train?task=digits&steps=20&seeds=1&width=8&batch=8&recipe=nvfp4"),
    ("", "#/bandwidth"),
    ("-read", "#/bandwidth?chip=ascend-910c&chart=bandwidth&gemm=0.5"),
    ("-multiply", "#/bandwidth?chip=ascend-950dt&stored=mxfp4&chart=arithmetic&gemm=1"),
    ("-gain", "#/bandwidth?chart=gain&sequences=4096&gemm=0"),
    ("-dense", "#/bandwidth?model=llama-3-1-405b&stored=fp32"),
    ("-weights", "#/bandwidth?model=glm-4-5&chip=p800&kvshare=0"),
    (
        "-measured",
        "#/bandwidth?measured=8.7~42j12-9~18k12-9~14_2k8-6_22j11-8_224i14-10_2k17-12_21j20-14_18j23-16~16_3k8-6_33j11-8_335i14-10_31j17-12_32j20-14_28j23-16~18_33j8-6_36j11-8_366i14-10_34j17-12_36j20-14_3k23-16~20_25j8-6_33j11-8_337i14-10_34j17-12_36j20-14_303i23-16~22_115i8-6_24j11-8_242i14-10_33j17-12_35j20-14_301i23-16~24_98i8-6_19j11-8_192i14-10_31j17-12_33j20-14_296i23-16~24.2_18j12-9___42j12-9__45j12-9~24.4_3k12-9___5k12-9__6k12-9~24.8_38j12-9___54j12-9__7k12-9~24.16_41j12-9___552i12-9__75j12-9~24.32_42j12-9___554i12-9__76j12-9~25_96i8-6_186i11-8_189i14-10_3k17-12_32j20-14_291i23-16",
    ),
    ("-measured-early", "#/bandwidth?measured=1.3~~18k12-9~14_2k8-6_22j11-8_224i14-10_2k17-12_21j20-14_18j23-16"),
    (
        "-measured-cache",
        "#/bandwidth?measured=4~38j12-9~~14_2k8-6_22j11-8_224i14-10_2k17-12_21j20-14_18j23-16~16_3k8-6_33j11-8_335i14-10_31j17-12_32j20-14_28j23-16~18_33j8-6_36j11-8_366i14-10_34j160-40_36j20-14_3k23-16~20_25j8-6_33j11-8_337i14-10_34j17-12_36j20-14_303i23-16~22_115i8-6_24j11-8_242i14-10_33j17-12_35j20-14_301i23-16",
    ),
    ("", "#/compute"),
    ("-fp32", "#/compute?basis=fp32&track=total&divide=log"),
    ("-market", "#/compute?scope=market&growth=2&until=2040"),
    ("-bandwidth", "#/compute?peak=fp8&frontier=bandwidth&domestic=0.8&fp8domestic=0.4"),
    ("-narrow", "#/compute?peak=fp4&domestic=0&fp8imported=1"),
    ("-all-fp16", "#/compute?basis=all-fp16&point=2024-china-intelligent-fp32-infrastructure-side"),
    ("-all-fp32-market", "#/compute?basis=all-fp32&scope=market&divide=log&events=hidden"),
    ("-fp8-world", "#/compute?basis=fp8&place=world&scope=device&track=total&bounds=all&divide=log"),
    ("-unknown", "#/compute?basis=unknown&scope=market"),
    ("-owners", "#/compute?place=us&scope=owners&first=2026&last=2026&until=2027"),
    ("", "#/economy"),
    ("-demand-100", "#/economy?demand=100"),
    ("-beside", "#/economy?b.demand=100&b.money=own&b.share2035=0.08"),
    ("-dark", "#/economy?money=own&demand=100&powerlimit=20&reinvest=0.2"),
    ("", "#/claims"),
    ("-contradicted", "#/claims?verdict=contradicted"),
];

/// The same for what an experiment beside the main one shows.
const ASIDES: [(&str, &str); 3] = [
    ("", "#/quantize?count=256"),
    ("-strength", "#/quantize?count=256&columns=64&scaling=tensor&format=tf32&sweep=strength"),
    ("-spread", "#/quantize?count=256&scaling=mx32&sweep=spread"),
];

/// One figure of the catalogue with the name of its snapshots: its own and the scene's tail.
pub struct Scene {
    pub name: String,
    pub figure: Figure,
}

/// Every figure of every scene, as `voice` says it.
pub fn scenes(voice: &dyn Voice) -> Vec<Scene> {
    let scenes_of = |(tail, link): &(&str, &str)| {
        let named = |figure: Figure| Scene { name: format!("{}{tail}", figure.id), figure };
        figures(link, voice).into_iter().map(named).collect::<Vec<_>>()
    };
    let asides = ASIDES.iter().flat_map(|(tail, link)| {
        let sweep = asides(&scenario(link)).into_iter().find(|aside| aside.name == quantize_sweep::NAME);
        let outcome = sweep.expect("a sweep").experiment.run();
        let figures = show_aside(&outcome, voice).figures.into_iter();
        figures.map(|figure| Scene { name: format!("{}{tail}", figure.id), figure }).collect::<Vec<_>>()
    });
    let mut all: Vec<Scene> = Vec::new();
    for scene in SCENES.iter().flat_map(scenes_of).chain(asides) {
        // What a setting leaves as it was needs no second snapshot.
        if all.iter().all(|known| known.figure != scene.figure) {
            all.push(scene);
        }
    }
    all
}

/// The figures that a link shows.
fn figures(link: &str, voice: &dyn Voice) -> Vec<Figure> {
    let scenario = scenario(link);
    let outcome = whole(&scenario).map(Experiment::run);
    show(&scenario, outcome.as_ref(), voice).figures
}

fn scenario(link: &str) -> Scenario {
    let parsed = parse(link, &Scenario::default());
    assert!(parsed.notices.is_empty(), "{link}: {:?}", parsed.notices);
    parsed.scenario
}
