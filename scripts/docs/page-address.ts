/** Addresses of pages that more than one part of the site names, from its root. */
export const pageAddress = {
  notes: "api-notes.html",
  changelog: "changelog.html",
  downloads: "downloads.html",
  httpErrors: "guides/errors.html#every-http-status",
} as const;
