/**
 * For pages whose Content-Security-Policy forbids code from strings: the first import of all. Schemas of zod that are
 * made before would try `new Function`, in vain, and every try is a violation in the browser's console.
 */
import { config } from "zod";

config({ jitless: true });
