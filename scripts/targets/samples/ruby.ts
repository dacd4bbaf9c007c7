import { rubyComment, rubyLiteral } from "../../lib/escape/ruby.js";
import {
  failureComment,
  missingToken,
  noJson,
  tokenVariable,
  type PictureField,
  type SampleCall,
  type TextField,
} from "./sample-call.js";
import type { SampleLanguage } from "./sample-language.js";

/** For Ruby 2.7 and later, without a gem: `base64` became one in Ruby 3.4, so `pack` does its work. */
export const ruby = {
  language: "ruby",
  label: "Ruby",
  lang: "Ruby",
  comment: "#",
  file: (operationId: string) => `${operationId}.rb`,
  command: (operationId: string) => `ruby ${operationId}.rb`,
  source(call: SampleCall) {
    const lines = [
      rubyComment(call.summary),
      `require "json"`,
      `require "net/http"`,
      "",
      `token = ENV[${rubyLiteral(tokenVariable)}].to_s`,
      `abort ${rubyLiteral(missingToken)} if token.empty?`,
      "",
      "form = {",
      ...call.fields.map((field) => `  ${rubyLiteral(field.name)} => ${value(field)},`),
      ...(call.optional.length === 0 ? [] : ["  # Optional:"]),
      ...call.optional.map((field) => `  # ${rubyLiteral(field.name)} => ${value(field)},`),
      "}",
      `uri = URI(${rubyLiteral(call.server + call.path)})`,
      `uri.query = URI.encode_www_form(${rubyLiteral(call.tokenParameter)} => token)`,
      "response = Net::HTTP.post_form(uri, form)",
      `abort "HTTP #{response.code}" unless response.is_a?(Net::HTTPOK)`,
      "",
      "begin",
      "  answer = JSON.parse(response.body)",
      "rescue JSON::ParserError",
      `  abort ${rubyLiteral(noJson)}`,
      "end",
      `puts answer["status"]`,
      `if answer["status"] == ${rubyLiteral(call.success)}`,
      `  puts JSON.pretty_generate(answer["message"])`,
      "else",
      `  # ${failureComment}`,
      `  abort answer["message"].to_s`,
      "end",
    ];
    return `${lines.join("\n")}\n`;
  },
} as const satisfies SampleLanguage;

function value(field: PictureField | TextField): string {
  return field.kind === "text"
    ? rubyLiteral(field.value)
    : `[File.binread(${rubyLiteral(field.file)})].pack("m0")`;
}
