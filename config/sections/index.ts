// All sections, in the order in which the documentation shows them.
import { search } from './adapters.ts';
import { analytics } from './analytics.ts';
import { auth } from './auth.ts';
import { database } from './database.ts';
import { http } from './http.ts';
import { images } from './images.ts';
import { limits } from './limits.ts';
import { mail } from './mail.ts';
import { observability } from './observability.ts';
import { outgoing } from './outgoing.ts';
import { profiles } from './profiles.ts';
import { queue } from './queue.ts';
import { runtime } from './runtime.ts';
import { signIn } from './sign-in.ts';
import { storage } from './storage.ts';

export const sections = {
  runtime,
  http,
  database,
  queue,
  auth,
  limits,
  profiles,
  images,
  mail,
  outgoing,
  storage,
  search,
  analytics,
  observability,
  signIn,
};
