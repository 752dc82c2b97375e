/** `npm start` from source: what must be there is built or fetched first, then the program runs in this very process. */
import { getLanguageModel } from "./language-model.ts";

const chosen = process.argv.slice(2).some((option) => /^--(no-llm|llm(=.*)?|help)$|^-h$/.test(option));
if (!chosen) await getLanguageModel();
const program = new URL("../out/main/start.js", import.meta.url);
await import(program.href);
