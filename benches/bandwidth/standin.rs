//! Stand-in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Storage { Fp32, Fp16, Bf16, E4m3fn, E5m2, Fp4 }
impl Storage {
    pub const ALL: [Self; 6] = [Self::Fp32, Self::Fp16, Self::Bf16, Self::E4m3fn, Self::E5m2, Self::Fp4];
    pub fn bytes_per_weight(self) -> f64 { match self { Self::Fp32 => 4.0, Self::Fp16 | Self::Bf16 => 2.0, Self::Fp4 => 0.53125, _ => 1.0 } }
}
pub struct Matrix { w: Vec<f32>, columns: usize }
impl Matrix {
    pub fn try_tiled(_s: Storage, rows: usize, columns: usize, tile: &[f32]) -> Option<Self> {
        let mut w = Vec::new();
        w.try_reserve_exact(rows * columns).ok()?;
        while w.len() < rows * columns { w.extend_from_slice(tile); }
        w.truncate(rows * columns);
        Some(Self { w, columns })
    }
    pub fn times(&self, x: &[f32], y: &mut [f32]) {
        for (row, y) in self.w.chunks_exact(self.columns).zip(y) {
            let mut sums = [0.0_f32; 16];
            for (w, x) in row.chunks_exact(16).zip(x.chunks_exact(16)) {
                for i in 0..16 { sums[i] += w[i] * x[i]; }
            }
            *y = sums.iter().sum();
        }
    }
}
