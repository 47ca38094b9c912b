/** Selects the words of a message in which a value is missing. */
export const none = "none";
