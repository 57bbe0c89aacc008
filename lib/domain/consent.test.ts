import { describe, expect, it } from "vitest";
import {
  NOTICE_LANGUAGES,
  newestNotice,
  noticesInWords,
  noticeText,
  PURPOSE_REGISTRY,
  PURPOSES,
} from "./consent";

describe("the notices of purposes", () => {
  it.each(PURPOSES)("of %s are numbered from 1 without gaps, the newest in every language", (purpose) => {
    const { notices } = PURPOSE_REGISTRY[purpose];
    expect(notices.map(({ version }) => version)).toEqual(notices.map((_, index) => index + 1));
    const newest = newestNotice(purpose);
    expect(newest.version).toBe(notices.length);
    for (const language of NOTICE_LANGUAGES) {
      const text = noticeText(purpose, newest.version, language);
      expect(text).toBe(newest.texts[language]);
      expect(text).not.toBe("");
    }
  });

  it("have no words in a version that nobody was shown", () => {
    expect(noticeText("range-model", 99, "en")).toBeNull();
    expect(noticesInWords("range-model")).toBe("version 1 in en or de");
  });
});
