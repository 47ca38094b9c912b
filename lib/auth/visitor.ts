/** The signed-in person as pages see them: no token, no hash, nothing of anybody else. */
export type Visitor = {
  id: string;
  sessionId: string;
  username: string;
  name: string | null;
  email: string;
  image: string | null;
  /** Id of the provider this session was opened with. */
  provider: string;
};
