/** What a rider's token has to be for, by its claim scope or scp, to record what the rider agrees to; uploads ask for none. */
export const CONSENTS_SCOPE = "consents:write";
