//! The list of every word and sentence that code below the page may say, each with its key in the message files.
//!
//! One list makes two things: the closed enum `Word` here, and in the page the match that looks a word up in the
//! reader's language. A word missing from a message file is therefore a compile error, not a hole in the page.

/// Calls `$callback!` with the whole list, one `Variant = room.key;` per line.
#[macro_export]
macro_rules! for_each_word {
    ($callback:ident) => {
        $callback! {
            FrameSkip = frame.skip;
            FrameBrand = frame.brand;
            FrameNav = frame.nav;
            FrameStart = frame.start;
            FrameQuantize = frame.quantize;
            FrameCompute = frame.compute;
            FrameEconomy = frame.economy;
            FrameLanguage = frame.language;
            FrameTheme = frame.theme;
            FrameThemeAuto = frame.theme_auto;
            FrameThemeLight = frame.theme_light;
            FrameThemeDark = frame.theme_dark;
            FrameCopyLink = frame.copy_link;
            FrameCopied = frame.copied;
            FrameCopyFailed = frame.copy_failed;
            FrameLinkLabel = frame.link_label;
            FrameReset = frame.reset;
            FrameFootPrivate = frame.foot_private;
            FrameFootFacts = frame.foot_facts;
            FrameFootEdition = frame.foot_edition;
            FrameShows = frame.shows;
            FrameHides = frame.hides;
            FrameWorkerLost = frame.worker_lost;
            FrameClose = frame.close;
            NoticesTitle = notices.title;
            NoticesKept = notices.kept;
            NoticesCopyCorrected = notices.copy_corrected;
            NoticesNotANumber = notices.not_a_number;
            NoticesNotFinite = notices.not_finite;
            NoticesOutOfRange = notices.out_of_range;
            NoticesNotWhole = notices.not_whole;
            NoticesNotAChoice = notices.not_a_choice;
            NoticesEntriesDropped = notices.entries_dropped;
            NoticesStayedOnDevice = notices.stayed_on_device;
            NoticesUnknownKey = notices.unknown_key;
            NoticesOtherView = notices.other_view;
            NoticesTwice = notices.twice;
            NoticesUnknownView = notices.unknown_view;
            NoticesUnknownEdition = notices.unknown_edition;
            NoticesNewerGrammar = notices.newer_grammar;
            NoticesTooLong = notices.too_long;
            FiguresData = figures.data;
            FiguresCsv = figures.csv;
            FiguresPng = figures.png;
            FiguresSvg = figures.svg;
            FiguresDataHint = figures.data_hint;
            FiguresCsvHint = figures.csv_hint;
            FiguresPngHint = figures.png_hint;
            FiguresSvgHint = figures.svg_hint;
            FiguresCue = figures.cue;
            FiguresRole = figures.role;
            FiguresTableOf = figures.table_of;
            FiguresLink = figures.link;
            FiguresRowsShown = figures.rows_shown;
            FiguresSources = figures.sources;
            FiguresReading = figures.reading;
            FiguresPlace = figures.place;
            FiguresNothingToDraw = figures.nothing_to_draw;
            FiguresJoin = figures.join;
            StartTitle = start.title;
            StartLead = start.lead;
            StartSayPrinted = start.say_printed;
            StartSayFp16 = start.say_fp16;
            StartSayFp32 = start.say_fp32;
            StartMoral = start.moral;
            StartMap = start.map;
            StartMapQuantize = start.map_quantize;
            StartMapCompute = start.map_compute;
            StartMapEconomy = start.map_economy;
            StartShows1 = start.shows_1;
            StartShows2 = start.shows_2;
            StartHides1 = start.hides_1;
            StartHides2 = start.hides_2;
            StartFigureTitle = start.figure_title;
            StartFigureSummary = start.figure_summary;
            StartBar = start.bar;
            StartBarConverted = start.bar_converted;
            QuantizeTitle = quantize.title;
            QuantizeLead = quantize.lead;
            QuantizeControls = quantize.controls;
            QuantizeNumbers = quantize.numbers;
            QuantizeRounding = quantize.rounding;
            QuantizeRunning = quantize.running;
            QuantizeCancel = quantize.cancel;
            QuantizeCancelled = quantize.cancelled;
            QuantizeAgain = quantize.again;
            QuantizeDone = quantize.done;
            QuantizePaste = quantize.paste;
            QuantizePasteHelp = quantize.paste_help;
            QuantizePasteUse = quantize.paste_use;
            QuantizePasteBad = quantize.paste_bad;
            QuantizePasteMore = quantize.paste_more;
            QuantizePasteEmpty = quantize.paste_empty;
            QuantizePasteMany = quantize.paste_many;
            QuantizePasteUsed = quantize.paste_used;
            QuantizePasteLocal = quantize.paste_local;
            QuantizeMetrics = quantize.metrics;
            QuantizeMetric = quantize.metric;
            QuantizeInWords = quantize.in_words;
            QuantizeWords = quantize.words;
            QuantizeWordsExact = quantize.words_exact;
            QuantizeSame = quantize.same;
            QuantizeShows1 = quantize.shows_1;
            QuantizeShows2 = quantize.shows_2;
            QuantizeHides1 = quantize.hides_1;
            QuantizeHides2 = quantize.hides_2;
            QuantizeFormat = quantize.format;
            QuantizeDecibels = quantize.decibels;
            QuantizeNoError = quantize.no_error;
            QuantizeValuesTitle = quantize.values_title;
            QuantizeValuesSummary = quantize.values_summary;
            QuantizeMagnitudesTitle = quantize.magnitudes_title;
            QuantizeMagnitudesSummary = quantize.magnitudes_summary;
            QuantizeZoneZero = quantize.zone_zero;
            QuantizeZoneMax = quantize.zone_max;
            QuantizeMinNormal = quantize.min_normal;
            QuantizeErrorsTitle = quantize.errors_title;
            QuantizeErrorsSummary = quantize.errors_summary;
            QuantizeCaption = quantize.caption;
            QuantizeLostSome = quantize.lost_some;
            QuantizeWaiting = quantize.waiting;
            ComputeTitle = compute.title;
            ComputeLead = compute.lead;
            ComputeControls = compute.controls;
            ComputeProjection = compute.projection;
            ComputeGrowth30 = compute.growth_30;
            ComputeGrowth40 = compute.growth_40;
            ComputeSay = compute.say;
            ComputeSayTarget = compute.say_target;
            ComputeSayNone = compute.say_none;
            ComputeShows1 = compute.shows_1;
            ComputeShows2 = compute.shows_2;
            ComputeHides1 = compute.hides_1;
            ComputeHides2 = compute.hides_2;
            ComputeFigureTitle = compute.figure_title;
            ComputeFigureSummary = compute.figure_summary;
            ComputeProjectionName = compute.projection_name;
            ComputeSayFlat = compute.say_flat;
            ComputeCaption = compute.caption;
            EconomyTitle = economy.title;
            EconomyLead = economy.lead;
            EconomyControls = economy.controls;
            EconomyValue = economy.value;
            EconomyValueNote = economy.value_note;
            EconomyShare = economy.share;
            EconomyShareNote = economy.share_note;
            EconomyGdp = economy.gdp;
            EconomyGdpNote = economy.gdp_note;
            EconomyCoverage = economy.coverage;
            EconomyCoverageNote = economy.coverage_note;
            EconomyGroupInvestment = economy.group_investment;
            EconomyGroupUse = economy.group_use;
            EconomyGroupDemand = economy.group_demand;
            EconomyGroupGdp = economy.group_gdp;
            EconomySayAbove = economy.say_above;
            EconomySayBelow = economy.say_below;
            EconomyOriginPublished = economy.origin_published;
            EconomyOriginDerived = economy.origin_derived;
            EconomyOriginGuess = economy.origin_guess;
            EconomyShows1 = economy.shows_1;
            EconomyShows2 = economy.shows_2;
            EconomyHides1 = economy.hides_1;
            EconomyHides2 = economy.hides_2;
            EconomyTrillions = economy.trillions;
            EconomyValueTitle = economy.value_title;
            EconomyValueSummary = economy.value_summary;
            EconomyClaimRule = economy.claim_rule;
            EconomyClaimSource = economy.claim_source;
            EconomyShareTitle = economy.share_title;
            EconomyShareSummary = economy.share_summary;
            EconomyShareBand = economy.share_band;
            EconomyIfMet = economy.if_met;
            EconomyComputeTitle = economy.compute_title;
            EconomyComputeSummary = economy.compute_summary;
            EconomyStockSource = economy.stock_source;
            EconomyGdpTitle = economy.gdp_title;
            EconomyGdpSummary = economy.gdp_summary;
            EconomyGdpSource = economy.gdp_source;
            EconomyGdpBand = economy.gdp_band;
            EconomyProjected = economy.projected;
            EconomyCounted = economy.counted;
            EconomyInstalled = economy.installed;
            EconomyUsable = economy.usable;
            EconomyDemanded = economy.demanded;
            EconomyCaption = economy.caption;
            EconomyResult = economy.result;
            EconomyDemand10 = economy.demand_10;
            EconomyDemand100 = economy.demand_100;
            EconomyAllLinks = economy.all_links;
            AxesValue = axes.value;
            AxesCount = axes.count;
            AxesMagnitude = axes.magnitude;
            AxesRelative = axes.relative;
            AxesEflops = axes.eflops;
            AxesEflopsIn = axes.eflops_in;
            AxesEflopsFp16 = axes.eflops_fp16;
            AxesTrillions = axes.trillions;
            AxesPercentGdp = axes.percent_gdp;
            ColumnsBinFrom = columns.bin_from;
            ColumnsBinTo = columns.bin_to;
            ColumnsCountFp32 = columns.count_fp32;
            ColumnsCountFormat = columns.count_format;
            ColumnsExact = columns.exact;
            ColumnsFp32 = columns.fp32;
            ColumnsErrorFp32 = columns.error_fp32;
            ColumnsFormat = columns.format;
            ColumnsErrorFormat = columns.error_format;
            ColumnsDate = columns.date;
            ColumnsYear = columns.year;
            ColumnsEflops = columns.eflops;
            ColumnsPrecision = columns.precision;
            ColumnsEvidence = columns.evidence;
            ColumnsStanding = columns.standing;
            ColumnsScope = columns.scope;
            ColumnsPublisher = columns.publisher;
            ColumnsSource = columns.source;
            ColumnsNote = columns.note;
            ColumnsSeries = columns.series;
            ColumnsKind = columns.kind;
            SeriesTotal = series.total;
            SeriesGeneral = series.general;
            SeriesIntelligent = series.intelligent;
            SeriesSupercomputing = series.supercomputing;
            SeriesActual = series.actual;
            SeriesForecast = series.forecast;
            SeriesTarget = series.target;
            MeasuresSqnr = measures.sqnr;
            MeasuresMse = measures.mse;
            MeasuresRelative = measures.relative;
            MeasuresAbsolute = measures.absolute;
            MeasuresUnderflow = measures.underflow;
            MeasuresOverflow = measures.overflow;
            MeasuresNan = measures.nan;
            MeasuresInfinite = measures.infinite;
            MeasuresMeasured = measures.measured;
            MeasuresBits = measures.bits;
            MeasuresScale = measures.scale;
            LinksInvested = links.invested;
            LinksPrice = links.price;
            LinksBought = links.bought;
            LinksRetired = links.retired;
            LinksUtilisation = links.utilisation;
            LinksGain = links.gain;
            UnitsPercent = units.percent;
            UnitsPercentPerYear = units.percent_per_year;
            UnitsTimes = units.times;
            UnitsBillionRmb = units.billion_rmb;
            UnitsBillionRmbPerEflops = units.billion_rmb_per_eflops;
            UnitsTrillionRmb = units.trillion_rmb;
            UnitsEflops = units.eflops;
            UnitsYears = units.years;
            KnobsPuzzle = knobs.puzzle;
            KnobsRatio = knobs.ratio;
            KnobsInput = knobs.input;
            KnobsCount = knobs.count;
            KnobsSigma = knobs.sigma;
            KnobsStrength = knobs.strength;
            KnobsOutliers = knobs.outliers;
            KnobsSeed = knobs.seed;
            KnobsFormat = knobs.format;
            KnobsScaling = knobs.scaling;
            KnobsRounding = knobs.rounding;
            KnobsOverflow = knobs.overflow;
            KnobsData = knobs.data;
            KnobsBasis = knobs.basis;
            KnobsScope = knobs.scope;
            KnobsTrack = knobs.track;
            KnobsGrowth = knobs.growth;
            KnobsUntil = knobs.until;
            KnobsDivide = knobs.divide;
            KnobsPlan = knobs.plan;
            KnobsPlangrowth = knobs.plangrowth;
            KnobsHardware = knobs.hardware;
            KnobsPrice = knobs.price;
            KnobsPricechange = knobs.pricechange;
            KnobsInstalled = knobs.installed;
            KnobsLife = knobs.life;
            KnobsUse2025 = knobs.use2025;
            KnobsUse2035 = knobs.use2035;
            KnobsFp8work = knobs.fp8work;
            KnobsFp8fleet2025 = knobs.fp8fleet2025;
            KnobsFp8fleet2035 = knobs.fp8fleet2035;
            KnobsFp8speed = knobs.fp8speed;
            KnobsDemand2025 = knobs.demand2025;
            KnobsDemand = knobs.demand;
            KnobsGdpgrowth = knobs.gdpgrowth;
            KnobsInflation = knobs.inflation;
            KnobsShare2025 = knobs.share2025;
            KnobsShare2035 = knobs.share2035;
            KnobsElasticity = knobs.elasticity;
            KnobsGdp2025 = knobs.gdp2025;
            HelpRatio = help.ratio;
            HelpSigma = help.sigma;
            HelpStrength = help.strength;
            HelpSeed = help.seed;
            HelpScaling = help.scaling;
            HelpOverflow = help.overflow;
            HelpBasis = help.basis;
            HelpGrowth = help.growth;
            HelpPlan = help.plan;
            HelpPlangrowth = help.plangrowth;
            HelpHardware = help.hardware;
            HelpPrice = help.price;
            HelpInstalled = help.installed;
            HelpUse2025 = help.use2025;
            HelpFp8work = help.fp8work;
            HelpFp8speed = help.fp8speed;
            HelpDemand2025 = help.demand2025;
            HelpDemand = help.demand;
            HelpGdpgrowth = help.gdpgrowth;
            HelpShare2035 = help.share2035;
            HelpElasticity = help.elasticity;
            OptionsInputNormal = options.input_normal;
            OptionsInputOutlier = options.input_outlier;
            OptionsInputData = options.input_data;
            OptionsFormatE4m3fn = options.format_e4m3fn;
            OptionsFormatE5m2 = options.format_e5m2;
            OptionsFormatFp16 = options.format_fp16;
            OptionsFormatBf16 = options.format_bf16;
            OptionsFormatFp32 = options.format_fp32;
            OptionsScalingNone = options.scaling_none;
            OptionsScalingTensor = options.scaling_tensor;
            OptionsRoundingNearestEven = options.rounding_nearest_even;
            OptionsRoundingTowardZero = options.rounding_toward_zero;
            OptionsOverflowSaturate = options.overflow_saturate;
            OptionsOverflowNonsaturate = options.overflow_nonsaturate;
            OptionsBasisFp16 = options.basis_fp16;
            OptionsBasisFp32 = options.basis_fp32;
            OptionsScopeInfrastructure = options.scope_infrastructure;
            OptionsScopeDevice = options.scope_device;
            OptionsScopeMarket = options.scope_market;
            OptionsScopeFleet = options.scope_fleet;
            OptionsTrackIntelligent = options.track_intelligent;
            OptionsTrackTotal = options.track_total;
            OptionsDivideLinear = options.divide_linear;
            OptionsDivideLog = options.divide_log;
            OptionsPuzzlePrinted = options.puzzle_printed;
            OptionsPuzzleFp16 = options.puzzle_fp16;
            OptionsPuzzleFp32 = options.puzzle_fp32;
            FieldsNotANumber = fields.not_a_number;
            FieldsNotFinite = fields.not_finite;
            FieldsOutOfRange = fields.out_of_range;
            FieldsDefaultMark = fields.default_mark;
            TermsActual = terms.actual;
            TermsForecast = terms.forecast;
            TermsTarget = terms.target;
            TermsProjection = terms.projection;
            TermsStated = terms.stated;
            TermsSeries = terms.series;
            TermsInferred = terms.inferred;
            TermsDerived = terms.derived;
            TermsUnknown = terms.unknown;
            TermsAssumption = terms.assumption;
            TermsPublished = terms.published;
            TermsConverted = terms.converted;
            TermsTotal = terms.total;
            TermsGeneral = terms.general;
            TermsIntelligent = terms.intelligent;
            TermsSupercomputing = terms.supercomputing;
        }
    };
}

macro_rules! define_words {
    ($($name:ident = $room:ident . $key:ident;)*) => {
        /// A word or sentence of the message files, named by what it says.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Word {
            $(#[doc = concat!("The message `", stringify!($room), ".", stringify!($key), "`.")] $name,)*
        }

        impl Word {
            /// Every word, in the order of the list.
            pub const ALL: &'static [Word] = &[$(Word::$name,)*];

            /// The word's key in the message files, `room.key`.
            pub const fn key(self) -> &'static str {
                match self {
                    $(Word::$name => concat!(stringify!($room), ".", stringify!($key)),)*
                }
            }
        }
    };
}

for_each_word!(define_words);

/// Only the rooms whose words are looked up by name keep their names in the page; the others would be dead weight.
macro_rules! name_of {
    (knobs $key:ident $name:ident) => {
        Some(("knobs", stringify!($key), Word::$name))
    };
    (help $key:ident $name:ident) => {
        Some(("help", stringify!($key), Word::$name))
    };
    (options $key:ident $name:ident) => {
        Some(("options", stringify!($key), Word::$name))
    };
    (terms $key:ident $name:ident) => {
        Some(("terms", stringify!($key), Word::$name))
    };
    ($room:ident $key:ident $name:ident) => {
        None
    };
}

macro_rules! name_words {
    ($($name:ident = $room:ident . $key:ident;)*) => {
        static NAMED: &[Option<(&str, &str, Word)>] = &[$(name_of!($room $key $name),)*];
    };
}

for_each_word!(name_words);

impl Word {
    /// The word of a knob, its help, its option, or a term of the tables, by name: `named("knobs", "sigma")`. Hyphens of the
    /// name stand as underscores in the message files.
    pub fn named(room: &str, name: &str) -> Option<Self> {
        let name = name.replace('-', "_");
        NAMED.iter().flatten().find(|(known, key, _)| *known == room && *key == name).map(|(_, _, word)| *word)
    }
}

#[cfg(test)]
mod tests {
    use super::Word;
    use std::collections::BTreeSet;

    #[test]
    fn words_are_found_by_name_in_the_rooms_that_have_names() {
        assert_eq!(Word::named("knobs", "sigma"), Some(Word::KnobsSigma));
        assert_eq!(Word::named("options", "rounding_nearest-even"), Some(Word::OptionsRoundingNearestEven));
        assert_eq!(Word::named("frame", "skip"), None);
        assert_eq!(Word::named("knobs", "nothing"), None);
    }

    #[test]
    fn keys_are_distinct_and_have_a_room() {
        let keys: BTreeSet<&str> = Word::ALL.iter().map(|word| word.key()).collect();
        assert_eq!(keys.len(), Word::ALL.len());
        assert!(keys.iter().all(|key| key.split('.').count() == 2));
        assert_eq!(Word::FiguresData.key(), "figures.data");
    }
}
