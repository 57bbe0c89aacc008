/** What riders may agree to, and with which words they are asked. Adding a purpose touches this file only. */

export const PURPOSES = [
  "product-research",
  "range-model",
  "battery-research",
  "planning-aggregates",
] as const;
export type Purpose = (typeof PURPOSES)[number];

export const CONSENT_DECISIONS = ["granted", "withdrawn"] as const;
export type ConsentDecision = (typeof CONSENT_DECISIONS)[number];

export const NOTICE_LANGUAGES = ["en", "de"] as const;
export type NoticeLanguage = (typeof NOTICE_LANGUAGES)[number];

/** The ways on which a rider's own client comes. */
export const CLIENT_CHANNELS = ["app", "web"] as const;
/** The ways on which a rider reaches staff. */
export const STAFF_CHANNELS = ["phone", "e-mail", "letter", "in-person"] as const;
export type ConsentChannel = (typeof CLIENT_CHANNELS | typeof STAFF_CHANNELS)[number];

/** What a rider was shown; a text is never changed: other words are another version. */
interface Notice {
  readonly version: number;
  readonly texts: Readonly<Partial<Record<NoticeLanguage, string>>>;
}

interface PurposeEntry {
  readonly name: string;
  /** Oldest first. */
  readonly notices: readonly [Notice, ...Notice[]];
}

const TAKEN_BACK = {
  en: "You can take this back at any time; your rides are then no longer used, including those from before.",
  de: "Sie können das jederzeit widerrufen; Ihre Fahrten werden dann nicht mehr verwendet, auch die bisherigen nicht.",
};

export const PURPOSE_REGISTRY: Readonly<Record<Purpose, PurposeEntry>> = {
  "product-research": {
    name: "Product research",
    notices: [
      {
        version: 1,
        texts: {
          en: `We learn from your rides, without your name or your bike's number, how e-bikes are used, to make better ones. ${TAKEN_BACK.en}`,
          de: `Aus Ihren Fahrten, ohne Ihren Namen und ohne die Nummer Ihres Rades, lernen wir, wie E-Bikes genutzt werden, um bessere zu bauen. ${TAKEN_BACK.de}`,
        },
      },
    ],
  },
  "range-model": {
    name: "Range model",
    notices: [
      {
        version: 1,
        texts: {
          en: `Your rides, without your name or your bike's number, help to tell all riders better how far a charge takes them. ${TAKEN_BACK.en}`,
          de: `Ihre Fahrten, ohne Ihren Namen und ohne die Nummer Ihres Rades, helfen, allen besser zu sagen, wie weit eine Ladung reicht. ${TAKEN_BACK.de}`,
        },
      },
    ],
  },
  "battery-research": {
    name: "Battery research",
    notices: [
      {
        version: 1,
        texts: {
          en: `We learn from your rides and charges, without your name or your bike's number, how batteries age. ${TAKEN_BACK.en}`,
          de: `Aus Ihren Fahrten und Ladungen, ohne Ihren Namen und ohne die Nummer Ihres Rades, lernen wir, wie Akkus altern. ${TAKEN_BACK.de}`,
        },
      },
    ],
  },
  "planning-aggregates": {
    name: "Planning aggregates",
    notices: [
      {
        version: 1,
        texts: {
          en: `Sums over many riders, from which nobody can be told, show towns where paths for bikes are needed. ${TAKEN_BACK.en}`,
          de: `Summen über viele Fahrende, aus denen niemand zu erkennen ist, zeigen Gemeinden, wo Radwege gebraucht werden. ${TAKEN_BACK.de}`,
        },
      },
    ],
  },
};

/** The words of a notice; null where it was never given in this version and language. */
export const noticeText = (purpose: Purpose, version: number, language: NoticeLanguage): string | null =>
  PURPOSE_REGISTRY[purpose].notices.find((notice) => notice.version === version)?.texts[language] ?? null;

/** The notice that riders are shown now. */
export const newestNotice = (purpose: Purpose): Notice => {
  const [first, ...later] = PURPOSE_REGISTRY[purpose].notices;
  return later.at(-1) ?? first;
};

/** "version 1 in en or de" */
export const noticesInWords = (purpose: Purpose): string =>
  PURPOSE_REGISTRY[purpose].notices
    .map(({ version, texts }) => `version ${version} in ${Object.keys(texts).join(" or ")}`)
    .join(", ");
