/**
 * A type test: it is right when it compiles. `test` and the packaging test both compile it, the
 * latter against the packed packages, as a user would.
 */
import {
  createClient,
  isAisolutionError,
  recognizeMany,
  waitForWhatsAppDetail,
  type AisolutionClient,
  type CompareFacesError,
  type GetWhatsAppDetailError,
} from "@aisolution/client";
import type {
  AnswerWith,
  DeleteFaceResponse,
  FaceComparisonResponse,
  GermanIdCard,
  GermanIdCardResponse,
  SearchFacesResponse,
  ThaiDocumentResponse,
  WhatsAppDetailResponse,
} from "@aisolution/types";

/** Fails to compile unless the two types are the same. */
type Same<Left, Right> =
  (<T>() => T extends Left ? 1 : 2) extends <T>() => T extends Right ? 1 : 2 ? true : never;

function same<Left, Right>(_proof: Same<Left, Right>): void {
  // Only the type matters.
}

export function proof(): void {
  // @ts-expect-error Two types that differ.
  same<string, number>(true);
  // @ts-expect-error A type that takes anything is no other type.
  same<ReturnType<typeof JSON.parse>, string>(true);
}

export function germanIdCard(answer: GermanIdCardResponse): string | undefined {
  switch (answer.status) {
    case "OK":
      same<typeof answer.message, GermanIdCard>(true);
      return answer.message.Surname;
    case "FAIL":
    case "IMAGE_RECOGNIZE_ERROR":
    case "INVALID_REQUEST":
    case "IMAGE_INVALID_FORMAT":
    case "IMAGE_INVALID_SIZE":
    case "RETRY_LATER":
      same<typeof answer.message, string>(true);
      // @ts-expect-error A failure has no fields.
      return answer.message.Surname;
    default:
      // Every documented status is handled above.
      same<typeof answer, never>(true);
      return undefined;
  }
}

export function thaiDocument(answer: ThaiDocumentResponse): string | undefined {
  if (answer.status !== "OK") return undefined;
  const { message } = answer;
  switch (message.cardTypeEn) {
    case "Thai National ID Card":
      // @ts-expect-error An identity card has no licence number.
      void message.licenseNumber;
      return message.serialNumber;
    case "Driving License":
      // @ts-expect-error A licence has no serial number.
      void message.serialNumber;
      return message.licenseNumber ?? message.nameTh ?? message.nameTH;
  }
}

export function oddShapes(
  faces: SearchFacesResponse,
  deleted: DeleteFaceResponse,
  compared: AnswerWith<FaceComparisonResponse, "OK">,
  detail: AnswerWith<WhatsAppDetailResponse, "OK">,
): void {
  if (faces.status === "OK")
    same<typeof faces.message, { confidence: number; person_id: string }[]>(true);
  if (deleted.status === "OK") same<typeof deleted.message, null>(true);
  same<typeof compared.message.result, "SAME PERSON" | "NOT SAME PERSON" | "NOT SURE">(true);
  same<typeof detail.message.whatsapp, "yes" | "no" | "checking" | "unavailable">(true);
  same<typeof detail.message.signature, string | undefined>(true);
}

export async function requests(client: AisolutionClient): Promise<void> {
  const { identityCard, face, whatsapp } = client;
  await whatsapp.getWhatsAppDetail({ number: "1", country: "XX", servstatus: "y" });
  // @ts-expect-error The picture is required.
  await identityCard.recognizeDutchIdCard({});
  // @ts-expect-error A path is no picture, but a text is; a number is neither.
  await identityCard.recognizeDutchIdCard({ img: 7 });
  // @ts-expect-error There is no such field.
  await identityCard.recognizeDutchIdCard({ img: "", image: "" });
  // @ts-expect-error A number lookup needs a number.
  await whatsapp.getWhatsAppDetail({ country: "PH" });
  // @ts-expect-error There is one value only.
  await whatsapp.getWhatsAppDetail({ number: "1", servstatus: "n" });
  // @ts-expect-error Methods stand in their family.
  await client.compareFaces({ img1: "", img2: "" });
  // @ts-expect-error The second picture is missing.
  await face.compareFaces({ img1: "" });
  // @ts-expect-error A timeout is a number.
  await face.deleteFace({ person_id: "1" }, { timeout: "1s" });
}

export async function results(client: AisolutionClient): Promise<string | undefined> {
  const { data, error, response } = await client.identityCard.recognizeGermanIdCard({ img: "" });
  if (error) {
    same<typeof data, undefined>(true);
    same<typeof response, Response | undefined>(true);
    // @ts-expect-error There is no data beside an error.
    return data.Surname;
  }
  same<typeof data, GermanIdCard>(true);
  same<typeof response, Response>(true);
  // @ts-expect-error A German card has no gender.
  void data.Gender;
  const deleted = await client.face.deleteFace({ person_id: "1" });
  if (deleted.error === undefined) same<typeof deleted.data, null>(true);
  const found = await client.face.searchFaces({ img: "" });
  if (!found.error) same<typeof found.data, { confidence: number; person_id: string }[]>(true);
  return data.Surname;
}

export async function errors(client: AisolutionClient): Promise<void> {
  const { error } = await client.face.compareFaces({ img1: "", img2: "" });
  if (!error) return;
  same<typeof error, CompareFacesError>(true);
  same<typeof error.billing, "charge" | "free" | "unknown">(true);
  switch (error.name) {
    case "FaceError":
      same<typeof error.status, "RETRY_LATER">(true);
      same<typeof error.image, "img1" | "img2" | undefined>(true);
      break;
    case "ImageError":
      same<typeof error.status, "IMAGE_INVALID_FORMAT" | "IMAGE_INVALID_SIZE">(true);
      break;
    case "UnavailableError":
      same<typeof error.status, "RETRY_LATER" | undefined>(true);
      break;
    case "InvalidRequestError":
      same<typeof error.status, "INVALID_REQUEST" | undefined>(true);
      break;
    case "UnknownOutcomeError":
      same<typeof error.status, string>(true);
      break;
    case "AbortError":
    case "AuthenticationError":
    case "ConnectionError":
    case "HttpError":
    case "InputError":
    case "RateLimitError":
    case "ResponseFormatError":
    case "TimeoutError":
      same<typeof error.status, undefined>(true);
      break;
    default:
      // Every class is handled above; faces are never read.
      same<typeof error, never>(true);
  }
  // @ts-expect-error A face comparison reads no document.
  if (error.name === "RecognitionError") return;
  if (error.status === "IMAGE_INVALID_SIZE")
    same<typeof error.name, "ImageError" | "UnknownOutcomeError">(true);
}

export async function throwing(): Promise<void> {
  const client = createClient({ token: "t", throwOnError: true });
  same<typeof client, AisolutionClient<true>>(true);
  const card = await client.identityCard.recognizeGermanIdCard({ img: "" });
  same<typeof card, GermanIdCard>(true);
  // @ts-expect-error The data comes alone.
  void card.data;
  same<ReturnType<typeof createClient>, AisolutionClient>(true);
  const plain = createClient({ token: "t", throwOnError: false });
  same<typeof plain, AisolutionClient>(true);
  // @ts-expect-error The token is missing.
  createClient({});
  // @ts-expect-error Nobody knows at compile time which kind of client that is.
  createClient({ token: "t", throwOnError: Math.random() > 0.5 });
  const waited = await waitForWhatsAppDetail(client, { number: "1" });
  same<typeof waited.whatsapp, "yes" | "no" | "checking" | "unavailable">(true);
  const { error } = await waitForWhatsAppDetail(plain, { number: "1" });
  same<typeof error, GetWhatsAppDetailError | undefined>(true);
  // @ts-expect-error A callback and polling exclude each other.
  await waitForWhatsAppDetail(plain, { number: "1", callback: "https://example.com" });
}

export async function guards(caught: unknown): Promise<void> {
  if (isAisolutionError(caught, "ImageError")) same<typeof caught.image, string | undefined>(true);
  if (isAisolutionError(caught)) same<typeof caught.attempts, number>(true);
  // @ts-expect-error There is no such class.
  isAisolutionError(caught, "CardError");
  const client = createClient({ token: "t" });
  const results = recognizeMany(["a.jpg"], {
    call: (file, options) => client.identityCard.recognizeGermanIdCard({ img: file }, options),
  });
  for await (const { input, data, error } of results) {
    same<typeof input, string>(true);
    if (!error) same<typeof data, GermanIdCard>(true);
  }
  const throwing = createClient({ token: "t", throwOnError: true });
  recognizeMany(["a.jpg"], {
    // @ts-expect-error A batch needs results, because no failure may stop it.
    call: (file) => throwing.identityCard.recognizeGermanIdCard({ img: file }),
  });
}
