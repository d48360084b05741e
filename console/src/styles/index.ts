import '../../../toolkit/contract/docs/styles/tokens.css';
import './fonts.css';
import './base.css';
import './shell.css';
import './widgets.css';
