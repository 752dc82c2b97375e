declare module "*.sql?raw" {
  const text: string;
  // biome-ignore lint/style/noDefaultExport: the bundler gives a file's text as its default export
  export default text;
}
