import {
  type ConsentChannel,
  type ConsentDecision,
  type NoticeLanguage,
  PURPOSE_REGISTRY,
  type Purpose,
} from "@/lib/domain/consent";

export const DECISION_WORDS: Readonly<Record<ConsentDecision, string>> = {
  granted: "Granted",
  withdrawn: "Withdrawn",
};

export const LANGUAGE_WORDS: Readonly<Record<NoticeLanguage, string>> = { en: "English", de: "German" };

export const CHANNEL_WORDS: Readonly<Record<ConsentChannel, string>> = {
  app: "App",
  web: "Web",
  phone: "Phone",
  "e-mail": "E-mail",
  letter: "Letter",
  "in-person": "In person",
};

const isPurpose = (text: string): text is Purpose => Object.hasOwn(PURPOSE_REGISTRY, text);
const isChannel = (text: string): text is ConsentChannel => Object.hasOwn(CHANNEL_WORDS, text);

/** Of what stands in the ledger, also of a purpose that nobody is asked about any more. */
export const purposeName = (purpose: string): string =>
  isPurpose(purpose) ? PURPOSE_REGISTRY[purpose].name : purpose;

export const channelName = (channel: string): string =>
  isChannel(channel) ? CHANNEL_WORDS[channel] : channel;
