/** The compiled resize.ts, as scripts/assemblyscript.ts makes it. */
declare module "*/resize.ts?wasm" {
  export const exports: {
    memory: { buffer: ArrayBuffer; grow(pages: number): number };
    resizeRows(
      source: number,
      sourceWidth: number,
      height: number,
      target: number,
      width: number,
      first: number,
      weights: number,
      length: number,
    ): void;
    resizeColumns(source: number, row: number, target: number, height: number, first: number, weights: number, length: number): void;
  };
}
