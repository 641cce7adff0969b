//! One run: a network, what it learns from, and how far it has come.

use std::sync::Arc;

use crate::experiments::fnv;
use crate::experiments::training::lesson::{Inputs, Lesson};
use crate::experiments::training::linear::{Linear, Pass};
use crate::experiments::training::loss::{Verdict, cross_entropy, likeliest, logistic, probability};
use crate::experiments::training::parameter::{Parameter, Update};
use crate::experiments::training::perceptron::{self, Perceptron};
use crate::experiments::training::plan::Plan;
use crate::experiments::training::recipe::{GROWTH, LossScale};
use crate::experiments::training::report::{Layer, Mark, Missed, Picture, REACH, Report, SIDE};
use crate::experiments::training::tasks::digits::{Images, PIXELS};
use crate::experiments::training::tasks::verse::Verse;
use crate::experiments::training::transformer::{self, CONTEXT, Transformer};
use crate::numerics::formats::FormatId;
use crate::numerics::in_place::keep_in;
use crate::numerics::rng::Stream;
use crate::numerics::slices::narrowed;

/// Examinations in the course of a run, the one before the first step not counted.
const MARKS: u32 = 20;

/// Examinations from one made-up text to the next: a text takes as long as several steps.
const QUARTER: usize = 5;

/// Characters that a model makes up.
const WRITTEN: usize = 160;

/// What log-odds are divided by before a character is drawn: below 1, likely ones are favoured. Our assumption.
const TEMPERATURE: f32 = 0.8;

/// Images shown that were taken for something else.
const MOST_MISSED: usize = 24;

/// The learning rate falls in a straight line to this share of itself. Our assumption.
const LAST_RATE: f64 = 0.1;

/// The first loss scale that adapts itself: 2^16, as `PyTorch`'s `GradScaler` takes.
const FIRST_SCALE: f32 = 65_536.0;

/// A run under way.
#[derive(Clone, Debug)]
pub struct Run {
    plan: Plan,
    lesson: Arc<Lesson>,
    network: Network,
    order: Stream,
    words: Stream,
    step: u32,
    losses: Vec<f32>,
    marks: Vec<Mark>,
    layers: Vec<Layer>,
    loss_scale: f32,
    /// Good steps since the loss scale last changed.
    good: u32,
    skipped: u32,
    lost: Option<u32>,
    /// As of the last examination; text as of the last quarter.
    picture: Picture,
}

#[derive(Clone, Debug)]
enum Network {
    Perceptron(Perceptron),
    Transformer(Box<Transformer>),
}

/// What the way forward leaves for the way back.
enum Trace {
    Perceptron(perceptron::Trace),
    Transformer(transformer::Trace),
}

impl Run {
    /// A run before its first step.
    pub fn new(plan: Plan) -> Self {
        let lesson = Arc::new(Lesson::new(&plan));
        // One stream for each purpose, so that a recipe that draws words for rounding sees the same examples as one that does not.
        let stream = |purpose: u64| Stream::new(u64::from(plan.seed) << 2 | purpose);
        let mut network = Network::new(&plan, &lesson, &mut stream(0));
        for parameter in network.parameters() {
            keep_in(plan.recipe.master, &mut parameter.values);
        }
        let loss_scale = match plan.recipe.loss_scale {
            LossScale::One => 1.0,
            LossScale::Power(power) => narrowed(libm::exp2(f64::from(power))),
            LossScale::Dynamic => FIRST_SCALE,
        };
        let mut run = Self {
            plan,
            lesson,
            network,
            order: stream(1),
            words: stream(2),
            step: 0,
            losses: Vec::new(),
            marks: Vec::new(),
            layers: Vec::new(),
            loss_scale,
            good: 0,
            skipped: 0,
            lost: None,
            picture: Picture::Map(Vec::new()),
        };
        run.examine();
        run
    }

    /// What was asked for.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// Steps done.
    pub fn step(&self) -> u32 {
        self.step
    }

    /// Whether nothing is left to do before step `until`: it is there, at its own end, or lost.
    pub fn has_reached(&self, until: u32) -> bool {
        until.min(self.plan.steps) <= self.step || self.lost.is_some()
    }

    /// One step: examples, forward, backward, new weights.
    pub fn step_once(&mut self) {
        if self.has_reached(u32::MAX) {
            return;
        }
        let batch = usize::try_from(self.plan.batch).unwrap_or(1);
        let examples = self.lesson.draw(batch, &mut self.order);
        let is_marked = self.is_marked(self.step + 1);
        let mut pass =
            Pass { recipe: &self.plan.recipe, words: &mut self.words, is_lesson: true, is_observed: is_marked };
        let trace = self.network.forward(examples.inputs, &mut pass);
        let mut verdict = judge(&self.lesson, trace.outputs(), &examples.labels, self.loss_scale);
        keep_in(self.plan.recipe.between, &mut verdict.gradient);
        self.losses.push(narrowed(verdict.loss));
        if !verdict.loss.is_finite() {
            self.lost = Some(self.step);
            return;
        }
        self.network.backward(&trace, verdict.gradient, &mut pass);
        self.learn();
        self.step += 1;
        if is_marked {
            self.layers = self.network.layers().into_iter().map(|layer| layer.seen().clone()).collect();
            self.examine();
        }
    }

    /// What it has shown so far.
    pub fn report(&mut self) -> Report {
        let parameters = self.network.parameters().iter().map(|parameter| parameter.values.len()).sum::<usize>();
        Report {
            plan: self.plan,
            parameters: u32::try_from(parameters).unwrap_or(u32::MAX),
            step: self.step,
            losses: self.losses.clone(),
            marks: self.marks.clone(),
            layers: self.layers.clone(),
            picture: self.picture.clone(),
            loss_scale: self.loss_scale,
            skipped: self.skipped,
            lost: self.lost,
            digest: self.digest(),
        }
    }

    /// Whether an examination follows this step.
    fn is_marked(&self, step: u32) -> bool {
        let place = |step: u32| u64::from(step) * u64::from(MARKS) / u64::from(self.plan.steps);
        step == self.plan.steps || place(step) != place(step - 1)
    }

    /// New weights from the gradients, unless the loss scale was too large for them.
    fn learn(&mut self) {
        let recipe = self.plan.recipe;
        if recipe.master != FormatId::Fp32 {
            for parameter in self.network.parameters() {
                keep_in(recipe.master, &mut parameter.gradient);
            }
        }
        if recipe.loss_scale == LossScale::Dynamic {
            if !self.network.parameters().iter().all(|parameter| parameter.is_finite()) {
                self.loss_scale = (self.loss_scale * 0.5).max(1.0);
                self.good = 0;
                self.skipped += 1;
                return;
            }
            self.good += 1;
        }
        let passed = f64::from(self.step) / f64::from(self.plan.steps);
        let update = Update {
            optimizer: self.plan.optimizer,
            rate: narrowed(self.plan.rate * (1.0 - (1.0 - LAST_RATE) * passed)),
            number: self.step - self.skipped + 1,
            loss_scale: self.loss_scale,
            master: recipe.master,
            moments: recipe.moments,
        };
        for parameter in self.network.parameters() {
            parameter.update(&update);
        }
        if recipe.loss_scale == LossScale::Dynamic && self.good == GROWTH {
            self.loss_scale *= 2.0;
            self.good = 0;
        }
    }

    fn examine(&mut self) {
        let examples = self.lesson.examination();
        let answers = self.answer(examples.inputs);
        let Verdict { loss, right, .. } = judge(&self.lesson, &answers, &examples.labels, 1.0);
        #[expect(clippy::cast_precision_loss, reason = "about a thousand answers")]
        let share = right as f32 / examples.labels.len().max(1) as f32;
        self.marks.push(Mark { step: self.step, loss: narrowed(loss), right: share });
        if !loss.is_finite() {
            self.lost.get_or_insert(self.step);
        }
        self.look(&answers);
    }

    /// Answers outside lessons: nothing is remembered, and random rounding, where there is any, draws from words of its own.
    fn answer(&mut self, inputs: Inputs) -> Vec<f32> {
        let mut words = Stream::new(u64::from(self.plan.seed) << 2 | 3);
        let mut pass = Pass { recipe: &self.plan.recipe, words: &mut words, is_lesson: false, is_observed: false };
        self.network.forward(inputs, &mut pass).outputs().to_vec()
    }

    /// Makes a picture of what has been learnt; `answers` are those of the examination.
    fn look(&mut self, answers: &[f32]) {
        match &*Arc::clone(&self.lesson) {
            Lesson::Plane(..) => {
                self.picture = Picture::Map(self.answer(map_points()).into_iter().map(probability).collect());
            }
            Lesson::Digits(_, images) => self.picture = missed(images, answers),
            Lesson::Verse(verse) if self.marks.len() % QUARTER == 1 => {
                self.picture = Picture::Text { step: self.step, text: self.write(verse) };
            }
            Lesson::Verse(_) => {}
        }
    }

    /// Makes up text, a character at a time, beginning after a line's end.
    fn write(&mut self, verse: &Verse) -> String {
        let newline = verse.characters.iter().position(|character| *character == '\n').unwrap_or(0);
        let mut written = vec![u16::try_from(newline).unwrap_or(0)];
        let mut draws = Stream::new(u64::from(self.plan.seed) << 2 | 3);
        for _ in 0..WRITTEN {
            let seen = written[written.len().saturating_sub(CONTEXT)..].to_vec();
            let answers = self.answer(Inputs::Characters(seen));
            let row = &answers[answers.len() - verse.characters.len()..];
            written.push(drawn(row, &mut draws));
        }
        written[1..].iter().filter_map(|character| verse.characters.get(usize::from(*character))).collect()
    }

    /// FNV-1a, 64 bits, of the bits of all values, little-endian.
    fn digest(&mut self) -> u64 {
        // Browsers may differ in the bits of a NaN.
        let bits = |value: &f32| if value.is_nan() { f32::NAN } else { *value }.to_bits();
        let parameters = self.network.parameters();
        fnv::hash(parameters.iter().flat_map(|parameter| &parameter.values).flat_map(|value| bits(value).to_le_bytes()))
    }
}

/// The points of a decision map, row by row from the top left.
fn map_points() -> Inputs {
    let at = |place: usize| {
        #[expect(clippy::cast_precision_loss, reason = "a few dozen")]
        let share = (place as f64 + 0.5) / SIDE as f64;
        REACH * (2.0 * share - 1.0)
    };
    let points = (0..SIDE).flat_map(|row| (0..SIDE).map(move |column| [at(column), -at(row)]));
    Inputs::Numbers(points.flatten().map(narrowed).collect())
}

/// A character drawn by `softmax(z / temperature)`.
fn drawn(row: &[f32], draws: &mut Stream) -> u16 {
    let most = row[likeliest(row)];
    let weights: Vec<f32> = row.iter().map(|z| libm::expf((z - most) / TEMPERATURE)).collect();
    let mut left = draws.uniform() * weights.iter().map(|weight| f64::from(*weight)).sum::<f64>();
    for (place, weight) in weights.iter().enumerate() {
        left -= f64::from(*weight);
        if left < 0.0 {
            return u16::try_from(place).unwrap_or(0);
        }
    }
    u16::try_from(likeliest(row)).unwrap_or(0)
}

/// What was taken for something else.
fn missed(images: &Images, answers: &[f32]) -> Picture {
    let (mut missed, mut confusion) = (Vec::new(), vec![0; 100]);
    let each = images.pixels.chunks_exact(PIXELS).zip(&images.labels).zip(answers.chunks_exact(10));
    for ((pixels, truth), row) in each {
        let said = u8::try_from(likeliest(row)).unwrap_or(0);
        confusion[usize::from(*truth) * 10 + usize::from(said)] += 1;
        if said != *truth && missed.len() < MOST_MISSED {
            missed.push(Missed { pixels: pixels.to_vec(), truth: *truth, said });
        }
    }
    Picture::Digits { missed, confusion }
}

/// What answers are worth.
fn judge(lesson: &Lesson, outputs: &[f32], labels: &[u16], scale: f32) -> Verdict {
    match lesson {
        Lesson::Plane(..) => logistic(outputs, labels, scale),
        Lesson::Digits(..) | Lesson::Verse(_) => cross_entropy(outputs, labels, scale),
    }
}

impl Network {
    fn new(plan: &Plan, lesson: &Lesson, stream: &mut Stream) -> Self {
        let size = |number: u32| usize::try_from(number).unwrap_or(1);
        let (width, depth) = (size(plan.width), size(plan.depth));
        let [inputs, outputs] = lesson.size();
        match lesson {
            Lesson::Plane(..) | Lesson::Digits(..) => {
                Self::Perceptron(Perceptron::new(inputs, [width, depth], outputs, stream))
            }
            Lesson::Verse(_) => Self::Transformer(Box::new(Transformer::new(inputs, width, depth, stream))),
        }
    }

    fn forward(&mut self, inputs: Inputs, pass: &mut Pass) -> Trace {
        match (self, inputs) {
            (Self::Perceptron(network), Inputs::Numbers(x)) => Trace::Perceptron(network.forward(x, pass)),
            (Self::Transformer(network), Inputs::Characters(text)) => {
                Trace::Transformer(network.forward(&text, text.len().min(CONTEXT), pass))
            }
            // A plan has one lesson, which makes both the network and what it is given.
            (Self::Perceptron(network), Inputs::Characters(_)) => Trace::Perceptron(network.forward(Vec::new(), pass)),
            (Self::Transformer(network), Inputs::Numbers(_)) => Trace::Transformer(network.forward(&[], CONTEXT, pass)),
        }
    }

    fn backward(&mut self, trace: &Trace, gradient: Vec<f32>, pass: &mut Pass) {
        match (self, trace) {
            (Self::Perceptron(network), Trace::Perceptron(trace)) => network.backward(trace, gradient, pass),
            (Self::Transformer(network), Trace::Transformer(trace)) => {
                network.backward(trace, CONTEXT, &gradient, pass);
            }
            (Self::Perceptron(_), Trace::Transformer(_)) | (Self::Transformer(_), Trace::Perceptron(_)) => {}
        }
    }

    fn layers(&self) -> Vec<&Linear> {
        match self {
            Self::Perceptron(network) => network.layers(),
            Self::Transformer(network) => network.layers(),
        }
    }

    fn parameters(&mut self) -> Vec<&mut Parameter> {
        match self {
            Self::Perceptron(network) => network.parameters(),
            Self::Transformer(network) => network.parameters(),
        }
    }
}

impl Trace {
    fn outputs(&self) -> &[f32] {
        match self {
            Self::Perceptron(trace) => &trace.outputs,
            Self::Transformer(trace) => &trace.outputs,
        }
    }
}
