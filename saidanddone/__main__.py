from saidanddone.cli import main

raise SystemExit(main())
