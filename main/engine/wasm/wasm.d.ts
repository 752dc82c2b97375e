/** The compiled dots.ts, as scripts/assemblyscript.ts makes it. */
declare module "*/dots.ts?wasm" {
  export function instantiate(): {
    memory: { buffer: ArrayBuffer; grow(pages: number): number };
    dots(query: number, rows: number, width: number, count: number, target: number): void;
  };
}
