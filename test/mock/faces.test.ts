/** The face group of the mock remembers: what was added is found until it is deleted. */
import { createClient, type AisolutionClient } from "@aisolution/client";
import { startMock, type Mock, type MockOptions } from "@aisolution/mock";
import { afterEach, expect, it } from "vitest";
import { jpeg } from "../client/pictures.js";
import { control } from "./call-mock.js";

const mocks: Mock[] = [];

afterEach(async () => {
  for (const mock of mocks.splice(0)) await mock.close();
});

async function start(options: MockOptions = {}): Promise<Mock> {
  const mock = await startMock({ port: 0, ...options });
  mocks.push(mock);
  return mock;
}

const clientOf = (mock: Mock, token = "test"): AisolutionClient<true> =>
  createClient({ token, baseUrl: mock.url, throwOnError: true, retry: false });

const [anna, ben] = [jpeg(500, 1), jpeg(500, 2)];

/** Ids of the persons that a search finds. */
async function find(client: AisolutionClient<true>, img: Uint8Array): Promise<readonly string[]> {
  const found = await client.face.searchFaces({ img });
  for (const { confidence } of found) expect(confidence).toBe(100);
  return found.map(({ person_id }) => person_id);
}

it("finds a face from its addition to its deletion", async () => {
  const client = clientOf(await start());
  expect(await find(client, anna)).toEqual([]);
  const added = await client.face.addFace({ img: anna });
  expect(added).toEqual({
    group_id: expect.stringMatching(/^g[0-9a-f]{19}$/),
    person_id: expect.stringMatching(/^c[0-9a-f]{19}$/),
    person_count: 1,
  });
  expect(await find(client, anna)).toEqual([added.person_id]);
  expect(await find(client, ben)).toEqual([]);
  expect(await client.face.deleteFace({ person_id: added.person_id })).toBeNull();
  expect(await find(client, anna)).toEqual([]);
  const again = client.face.deleteFace({ person_id: added.person_id });
  await expect(again).rejects.toMatchObject({
    name: "NotFoundError",
    status: "PERSON_ID_NOT_EXIST",
  });
});

// The contract: "Number of pictures of this face in the group."
it("counts the pictures of one face, not those of the others", async () => {
  const client = clientOf(await start());
  const add = (img: Uint8Array) => client.face.addFace({ img });
  const [first, other, second] = [await add(anna), await add(ben), await add(anna)];
  expect([first, other, second].map(({ person_count }) => person_count)).toEqual([1, 1, 2]);
  expect(new Set([first, other, second].map(({ group_id }) => group_id)).size).toBe(1);
  expect(await find(client, anna)).toEqual([first.person_id, second.person_id]);
  await client.face.deleteFace({ person_id: first.person_id });
  expect(await find(client, anna)).toEqual([second.person_id]);
  expect(await add(anna)).toMatchObject({ person_count: 2 });
});

it("keeps the faces of two tokens apart", async () => {
  const mock = await start();
  const [one, other] = [clientOf(mock, "one"), clientOf(mock, "other")];
  const added = await one.face.addFace({ img: anna });
  expect(await find(other, anna)).toEqual([]);
  await expect(other.face.deleteFace({ person_id: added.person_id })).rejects.toMatchObject({
    name: "NotFoundError",
  });
  const own = await other.face.addFace({ img: anna });
  expect(own.person_count).toBe(1);
  expect(own.group_id).not.toBe(added.group_id);
  expect(own.person_id).not.toBe(added.person_id);
  expect(await find(one, anna)).toEqual([added.person_id]);
});

it("keeps one group for a token, in the query and in the header", async () => {
  const mock = await start();
  const added = await clientOf(mock).face.addFace({ img: anna });
  const client = createClient({ token: "test", tokenIn: "header", baseUrl: mock.url });
  expect(await client.face.searchFaces({ img: anna })).toMatchObject({
    data: [{ person_id: added.person_id }],
  });
});

/** What two tokens get for their faces. */
async function addSome(mock: Mock): Promise<unknown> {
  const [one, other] = [clientOf(mock, "one"), clientOf(mock, "other")];
  return [
    await one.face.addFace({ img: anna }),
    await other.face.addFace({ img: anna }),
    await one.face.addFace({ img: ben }),
  ];
}

it("gives the same ids for the same seed, and others for another one", async () => {
  const ids = await addSome(await start());
  expect(await addSome(await start({ seed: 1 }))).toEqual(ids);
  expect(await addSome(await start({ seed: 2 }))).not.toEqual(ids);
});

it("gives the same ids, whatever was called before", async () => {
  const ids = await addSome(await start());
  const mock = await start();
  for (const token of ["third", "other"]) {
    const client = clientOf(mock, token);
    await client.identityCard.recognizeGermanIdCard({ img: anna });
    await client.face.compareFaces({ img1: anna, img2: ben });
  }
  expect(await addSome(mock)).toEqual(ids);
});

it.each([
  [
    "mock.reset()",
    (mock: Mock) => {
      mock.reset();
    },
  ],
  ["POST /__mock/reset", (mock: Mock) => control(mock.url, "reset", "")],
] as const)("forgets all faces by %s, and begins its ids anew", async (_name, reset) => {
  const mock = await start();
  const ids = await addSome(mock);
  await reset(mock);
  expect(await find(clientOf(mock, "one"), anna)).toEqual([]);
  await reset(mock);
  expect(await addSome(mock)).toEqual(ids);
});

it("keeps nothing of a call whose answer was asked for", async () => {
  const mock = await start();
  const client = clientOf(mock);
  mock.next("addFace", "ok", "face-detect-failed");
  expect(await client.face.addFace({ img: anna })).toMatchObject({
    person_id: "c0000example00000000",
  });
  await expect(client.face.addFace({ img: anna })).rejects.toMatchObject({ name: "FaceError" });
  expect(await find(client, anna)).toEqual([]);
});

it("keeps many faces apart that are added at once", async () => {
  const client = clientOf(await start());
  const pictures = Array.from({ length: 50 }, (_item, index) => jpeg(300, index + 10));
  const added = await Promise.all(pictures.map((img) => client.face.addFace({ img })));
  expect(new Set(added.map(({ person_id }) => person_id)).size).toBe(50);
  const found = await Promise.all(pictures.map((img) => find(client, img)));
  expect(found).toEqual(added.map(({ person_id }) => [person_id]));
});
