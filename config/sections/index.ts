// All sections, in the order in which the documentation shows them.
import { mail, search, signIn, storage } from './adapters.ts';
import { auth } from './auth.ts';
import { database } from './database.ts';
import { http } from './http.ts';
import { images } from './images.ts';
import { profiles } from './profiles.ts';
import { queue } from './queue.ts';
import { runtime } from './runtime.ts';

export const sections = { runtime, http, database, queue, auth, profiles, images, mail, storage, search, signIn };
