/**
 * Devices by the kind of computer, in the order in which they are tried; the processor comes after them all. They are those
 * for which onnxruntime-node brings its part (CUDA's is got apart). Texts and captions are always the processor's.
 */
const orders: Partial<Record<string, readonly string[]>> = {
  "win32-x64": ["dml", "webgpu"],
  "win32-arm64": ["dml", "webgpu"],
  "linux-x64": ["cuda", "webgpu"],
  // The older form of a model has shown fewer faults than the newer one.
  "darwin-arm64": ["coreml", "coreml-mlprogram", "webgpu"],
};

export function deviceOrder(platform: string = process.platform, arch: string = process.arch): readonly string[] {
  return orders[`${platform}-${arch}`] ?? [];
}
