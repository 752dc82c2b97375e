/** Downloads go through the proxies of the environment, and around them where NO_PROXY says so. */
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterEach, expect, onTestFinished, test, vi } from "vitest";
import { temporaryFolder } from "../../helpers/folders.ts";
import { sha256, startHub } from "../../helpers/hub.ts";
import { startProxy } from "../../helpers/proxy.ts";
import { randomBytes } from "../../helpers/random-bytes.ts";

const content = randomBytes(20_000);
const expected = { bytes: content.length, sha256: sha256(content) };
const names = ["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy", "ALL_PROXY", "all_proxy"];

afterEach(() => vi.unstubAllEnvs());

/** As a process does that starts with these variables; `download` is then asked for a file of `url`. */
async function fetchedWith(variables: Record<string, string>, url: string): Promise<Buffer> {
  for (const name of names) vi.stubEnv(name, variables[name]);
  vi.resetModules();
  const { download } = await import("../../../main/packs/download.ts");
  const file = join(temporaryFolder(), "model.onnx");
  await download({ url, file, expected, signal: AbortSignal.timeout(20_000), patienceMs: 1, silenceMs: 2000 });
  return readFileSync(file);
}

test("a plain request goes through HTTP_PROXY", async () => {
  const [hub, proxy] = [await startHub({ "/model.onnx": { content } }), await startProxy()];
  expect((await fetchedWith({ HTTP_PROXY: `http://${proxy.host}` }, `${hub.url}/model.onnx`)).equals(content)).toBe(true);
  expect(proxy.requests).toEqual([`GET ${hub.url}/model.onnx`]);
  expect(hub.requests).toEqual(["GET /model.onnx 0"]);
});

test("NO_PROXY leads around it", async () => {
  const [hub, proxy] = [await startHub({ "/model.onnx": { content } }), await startProxy()];
  await fetchedWith({ HTTP_PROXY: `http://${proxy.host}`, NO_PROXY: "example.org,127.0.0.1" }, `${hub.url}/model.onnx`);
  expect(proxy.requests).toEqual([]);
  expect(hub.requests).toEqual(["GET /model.onnx 0"]);
});

test("a safe request goes through a tunnel of HTTPS_PROXY, which reads none of it", async () => {
  const deaf = createServer((socket) => void socket.once("data", () => socket.destroy()).on("error", () => {}));
  await new Promise<void>((resolve) => deaf.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void deaf.close());
  const address = deaf.address();
  const proxy = await startProxy({ tunnelsTo: typeof address === "object" ? address?.port : 0 });
  const fetching = fetchedWith({ HTTPS_PROXY: `http://${proxy.host}` }, "https://models.example.org/model.onnx");
  await expect(fetching).rejects.toMatchObject({ code: "download-failed" });
  expect(proxy.requests[0]).toBe("CONNECT models.example.org:443");
  expect(proxy.firstBytes[0]).toBe(22);
});

test("a proxy that refuses, or is away, is said to be what fails, without its password", async () => {
  const proxy = await startProxy({ refuses: 403 });
  const url = "https://models.example.org/model.onnx";
  const refused = await fetchedWith({ HTTPS_PROXY: `http://me:secret@${proxy.host}` }, url).catch(String);
  expect(refused).toMatch(new RegExp(`"${url}" could not be fetched: the proxy ${proxy.host} \\(HTTPS_PROXY\\) gives no way there: .*403`));
  expect(refused).not.toContain("secret");
  const away = await fetchedWith({ HTTPS_PROXY: "http://127.0.0.1:1" }, url).catch(String);
  expect(away).toMatch(/the proxy 127\.0\.0\.1:1 \(HTTPS_PROXY\) gives no way there/);
  const asking = await startProxy({ refuses: 407 });
  const hub = await startHub({ "/model.onnx": { content } });
  const unnamed = await fetchedWith({ HTTP_PROXY: `http://${asking.host}` }, `${hub.url}/model.onnx`).catch(String);
  expect(unnamed).toMatch(/The proxy wants a user name and a password\. Put them into HTTP_PROXY and HTTPS_PROXY\./);
});
