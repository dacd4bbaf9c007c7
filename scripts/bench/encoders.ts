import { formBase64 } from "../../packages/client/dist/image/form-base64.js";

/** A way from the bytes of a picture to the bytes of a form. It must run in browsers too. */
export interface Encoder {
  readonly name: string;
  readonly encode: (image: Uint8Array<ArrayBuffer>) => Uint8Array;
}

export const ownEncoderName = "the client's encoder";
export const floorEncoderName = "base64 and three replaceAll";
/** The baseline a second time: what differs between the two is noise. */
export const floorAgainEncoderName = "base64 and three replaceAll, again";
export const searchParamsEncoderName = "base64 and URLSearchParams";

const encoder = new TextEncoder();

type ToBase64 = (image: Uint8Array) => string;

/** @param toBase64 the quickest that the runtime has by itself */
export function createEncoders(toBase64: ToBase64): readonly Encoder[] {
  const replaceAll = (image: Uint8Array) => {
    const text = toBase64(image).replaceAll("+", "%2B").replaceAll("/", "%2F");
    return encoder.encode(`img=${text.replaceAll("=", "%3D")}`);
  };
  return [
    { name: floorEncoderName, encode: replaceAll },
    { name: floorAgainEncoderName, encode: replaceAll },
    { name: ownEncoderName, encode: (image) => encoder.encode(`img=${formBase64(image)}`) },
    searchParamsEncoder(searchParamsEncoderName, toBase64),
  ];
}

export function searchParamsEncoder(name: string, toBase64: ToBase64): Encoder {
  return {
    name,
    encode: (image) => encoder.encode(new URLSearchParams([["img", toBase64(image)]]).toString()),
  };
}
