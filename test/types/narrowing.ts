/**
 * A type test: it is right when it compiles. `test` and the packaging test both compile it, the
 * latter against the packed packages, as a user would.
 */
import type {
  AisolutionClient,
  AnswerWith,
  DeleteFaceResponse,
  FaceComparisonResponse,
  GermanIdCard,
  GermanIdCardResponse,
  SearchFacesResponse,
  ThaiDocumentResponse,
  WhatsAppDetailResponse,
} from "@aisolution/client";

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
  await client.getWhatsAppDetail({ number: "1", country: "XX", servstatus: "y" });
  // @ts-expect-error The picture is required.
  await client.recognizeDutchIdCard({});
  // @ts-expect-error A number lookup needs a number.
  await client.getWhatsAppDetail({ country: "PH" });
  // @ts-expect-error There is one value only.
  await client.getWhatsAppDetail({ number: "1", servstatus: "n" });
  const { data, error } = await client.compareFaces({ img1: "", img2: "" });
  if (error === undefined) same<typeof data, FaceComparisonResponse>(true);
  else same<typeof error.message, string>(true);
}
