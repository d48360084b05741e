import { enableCopying } from './copy.ts';
import { fillSamples } from './fill.ts';
import { enableMenu } from './menu.ts';
import { forwardOldAnchors, keepPlace, openPlace } from './place.ts';
import { enableSearch } from './search-box.ts';
import { enableTabs } from './tabs.ts';
import { enableTryIt } from './try-it.ts';

/** The pages are whole without this: it adds what takes a program. */
forwardOldAnchors();
keepPlace();
openPlace();
enableMenu();
enableSearch();
enableTabs();
enableCopying();
fillSamples();
enableTryIt();
