/** They explain, and lead on to the page that a message is for once they can. */
export const retryPages = ["/unavailable", "/too-many"];
