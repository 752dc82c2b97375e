import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createRoutes } from "../../main/routes.ts";
import { onePhotoEngine, picture, smallPage } from "../helpers/page.ts";

function routesOf(page = smallPage()) {
  const routes = createRoutes(onePhotoEngine(), page);
  return (path: string, init?: RequestInit) => routes(new Request(`app://recompose${path}`, init));
}

describe("the page", () => {
  test("is served at /, never kept without asking", async () => {
    const response = await routesOf()("/");
    expect(await response.text()).toContain("<title>Recompose</title>");
    expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(response.headers.get("cache-control")).toBe("no-cache");
  });

  test("has files with a hash in their name, kept for good", async () => {
    const response = await routesOf()("/assets/main-1a2b.js");
    expect(response.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
    expect(response.headers.get("cache-control")).toContain("immutable");
  });

  test.each([
    "/../secret.txt",
    "/%2e%2e/secret.txt",
    "/..%2fsecret.txt",
    "/assets/..%2f..%2fsecret.txt",
    "/%2fetc%2fpasswd",
    "/%00",
    "/%",
    "/assets",
    "/nothing.js",
  ])("does not exist at %s", async (path) => {
    const response = await routesOf()(path);
    expect(response.status).toBe(404);
    expect(await response.text()).toBe("There is no such page.\n");
  });

  test("does not follow a link out of its folder", async () => {
    const page = smallPage();
    symlinkSync(join(page, "..", "secret.txt"), join(page, "link.txt"));
    expect((await routesOf(page)("/link.txt")).status).toBe(404);
  });

  test("may not be written to", async () => {
    expect((await routesOf()("/", { method: "POST" })).status).toBe(405);
  });
});

describe("a picture", () => {
  test.each(["/thumbnail/7", "/preview/7"])("comes from the engine at %s", async (path) => {
    const response = await routesOf()(path);
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(picture);
    expect(response.headers.get("content-type")).toBe("image/webp");
  });

  test("is not sent again while it is the same", async () => {
    const get = routesOf();
    const etag = (await get("/thumbnail/7")).headers.get("etag") ?? "";
    const again = await get("/thumbnail/7", { headers: { "if-none-match": etag } });
    expect([again.status, await again.text()]).toEqual([304, ""]);
  });

  test("that does not exist is said so", async () => {
    const response = await routesOf()("/thumbnail/8");
    expect([response.status, await response.text()]).toEqual([404, "There is no photo 8. Search again.\n"]);
  });

  test("that cannot be read is said so", async () => {
    const response = await routesOf()("/preview/6");
    expect([response.status, await response.text()]).toEqual([404, "The picture is damaged. Copy it again.\n"]);
  });

  test.each(["/thumbnail/", "/thumbnail/x", "/thumbnail/-1", "/thumbnail/7/8"])("has no address like %s", async (path) => {
    expect((await routesOf()(path)).status).toBe(404);
  });
});

test("every answer forbids what the page does not need", async () => {
  const get = routesOf();
  for (const response of [await get("/"), await get("/nothing"), await get("/thumbnail/7"), await get("/", { method: "POST" })]) {
    const policy = response.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).not.toMatch(/unsafe|http:|https:|\*/);
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    expect(response.headers.get("referrer-policy")).toBe("no-referrer");
    expect(response.headers.get("cross-origin-opener-policy")).toBe("same-origin");
    expect(response.headers.get("cross-origin-resource-policy")).toBe("same-origin");
  }
});
