// `npm run build`: compiles into dist/, if anything has changed.
import { build, buildWeb, install, requireNode } from './prepare.mjs';

requireNode();
install();
build();
buildWeb();
