/** AdamW (Loshchilov and Hutter, 2019), as PyTorch computes it with its usual betas. */

const beta1 = 0.9;
const beta2 = 0.999;
const tiny = 1e-8;

export interface AdamW {
  rate: number;
  /** Share of a value that a step of rate 1 would take away, apart from the gradient */
  decay: number;
}

/** Gives the step that follows a gradient: it changes `values` in place. */
export function createAdamW(values: Float32Array, { rate, decay }: AdamW): (gradient: Float32Array) => void {
  const mean = new Float64Array(values.length);
  const square = new Float64Array(values.length);
  let steps = 0;
  return (gradient) => {
    steps++;
    const meanShare = 1 - beta1 ** steps;
    const squareShare = 1 - beta2 ** steps;
    for (const [i, value] of values.entries()) {
      const slope = gradient[i] ?? 0;
      const nextMean = beta1 * (mean[i] ?? 0) + (1 - beta1) * slope;
      const nextSquare = beta2 * (square[i] ?? 0) + (1 - beta2) * slope * slope;
      mean[i] = nextMean;
      square[i] = nextSquare;
      const step = nextMean / meanShare / (Math.sqrt(nextSquare / squareShare) + tiny);
      values[i] = value * (1 - rate * decay) - rate * step;
    }
  };
}
